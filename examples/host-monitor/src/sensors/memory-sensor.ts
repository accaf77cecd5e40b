import { freemem, totalmem } from "node:os";
import type { Sensor } from "./sensor.ts";
import { toPercent } from "./to-percent.ts";

/** Memory in use. On Linux, what the kernel can free at once counts as free (MemAvailable). */
export class MemorySensor implements Sensor {
  readonly key = "memory";
  readonly name = "Memory";
  readonly units = { used: "%", usedBytes: "B", totalBytes: "B" };

  async read() {
    const totalBytes = totalmem();
    const usedBytes = totalBytes - freemem();
    return { used: toPercent(usedBytes, totalBytes), usedBytes, totalBytes };
  }
}
