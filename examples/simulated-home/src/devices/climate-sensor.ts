import { round } from "./round.ts";
import type { SimulatedDevice, Tick } from "./simulated-device.ts";

const READING_EVERY_MS = 3_000;
const MS_PER_DAY = 86_400_000;

/** Weather on a balcony: warmest at two in the afternoon (UTC), coldest at two in the morning, with a little wind. */
export class ClimateSensor implements SimulatedDevice {
  readonly deviceType = "sensor";
  readonly commands = {};
  #temperature: number | null = null;
  #humidity: number | null = null;
  #sinceReadingMs = READING_EVERY_MS;

  /** Readings are `null`, unknown, until the first one. */
  get state() {
    return { temperature: this.#temperature, humidity: this.#humidity, battery: 67 };
  }

  tick({ now, elapsedMs, random }: Tick): void {
    this.#sinceReadingMs += elapsedMs;
    if (this.#sinceReadingMs < READING_EVERY_MS) return;
    this.#sinceReadingMs = 0;
    const warmth = Math.cos(((now % MS_PER_DAY) / MS_PER_DAY - 14 / 24) * 2 * Math.PI);
    this.#temperature = round(12 + 5 * warmth + random());
    this.#humidity = Math.round(65 - 15 * warmth + 4 * random());
  }
}
