import { readFile } from "node:fs/promises";
import { measureTraffic, type TrafficSample } from "./measure-traffic.ts";
import { parseNetDev } from "./parse-net-dev.ts";
import type { Sensor } from "./sensor.ts";

/** Traffic of all interfaces together since the reading before; each one on its own stands under `extras.interfaces`. */
export class NetworkSensor implements Sensor {
  readonly key = "network";
  readonly name = "Network";
  readonly units = { receivedBytesPerSecond: "B/s", sentBytesPerSecond: "B/s" };
  #before: TrafficSample | undefined;

  async read() {
    const now = await takeSample();
    const before = this.#before;
    this.#before = now;
    if (before === undefined) return { receivedBytesPerSecond: null, sentBytesPerSecond: null };
    const interfaces = measureTraffic(before, now);
    const all = [...interfaces.values()];
    return {
      receivedBytesPerSecond: all.reduce((sum, traffic) => sum + traffic.receivedBytesPerSecond, 0),
      sentBytesPerSecond: all.reduce((sum, traffic) => sum + traffic.sentBytesPerSecond, 0),
      extras: { interfaces: Object.fromEntries(interfaces) },
    };
  }
}

async function takeSample(): Promise<TrafficSample> {
  const counters = parseNetDev(await readFile("/proc/net/dev", "utf8"));
  return { atMs: performance.now(), counters };
}
