import { readFile } from "node:fs/promises";
import type { Sensor } from "./sensor.ts";

interface TemperatureSource {
  readonly key: string;
  readonly name: string;
  /** The file of the kernel that holds millidegrees Celsius. */
  readonly file: string;
}

/** One temperature that the Linux kernel measures. */
export class TemperatureSensor implements Sensor {
  readonly key: string;
  readonly name: string;
  readonly units = { temperature: "°C" };
  readonly #file: string;

  constructor({ key, name, file }: TemperatureSource) {
    this.key = key;
    this.name = name;
    this.#file = file;
  }

  async read() {
    return { temperature: parseMillidegrees(await readFile(this.#file, "utf8")) };
  }
}

/** Degrees Celsius with one decimal, from a file such as `/sys/class/thermal/thermal_zone0/temp`. */
export function parseMillidegrees(text: string): number | null {
  const millidegrees = Number.parseInt(text, 10);
  return Number.isNaN(millidegrees) ? null : Math.round(millidegrees / 100) / 10;
}
