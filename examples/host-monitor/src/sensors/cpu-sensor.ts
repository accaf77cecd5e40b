import { cpus, loadavg, platform } from "node:os";
import { measureCpuLoad } from "./measure-cpu-load.ts";
import type { Sensor } from "./sensor.ts";

/** Load of all processors together, since the reading before. */
export class CpuSensor implements Sensor {
  readonly key = "cpu";
  readonly name = "CPU";
  readonly units = { load: "%" };
  #before = cpus();

  async read() {
    const now = cpus();
    const load = measureCpuLoad(this.#before, now);
    this.#before = now;
    // Windows has no load average and says 0.
    if (platform() === "win32") return { load };
    const [loadAverage1 = 0, loadAverage5 = 0, loadAverage15 = 0] = loadavg().map(toHundredths);
    return { load, loadAverage1, loadAverage5, loadAverage15 };
  }
}

function toHundredths(value: number): number {
  return Math.round(100 * value) / 100;
}
