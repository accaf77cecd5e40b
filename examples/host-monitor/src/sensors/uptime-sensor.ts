import { uptime } from "node:os";
import type { Sensor } from "./sensor.ts";

/** Time since the machine started. */
export class UptimeSensor implements Sensor {
  readonly key = "uptime";
  readonly name = "Uptime";
  readonly units = { uptimeSeconds: "s" };

  async read() {
    return { uptimeSeconds: Math.floor(uptime()) };
  }
}
