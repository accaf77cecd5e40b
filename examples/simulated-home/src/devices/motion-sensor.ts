import type { SimulatedDevice, Tick } from "./simulated-device.ts";

const VISIT_EVERY_MS = 30_000;
const CLEAR_AFTER_MS = 8_000;

/** Sees somebody about twice a minute, and for a few seconds. The light in the room changes with it. */
export class MotionSensor implements SimulatedDevice {
  readonly deviceType = "sensor";
  readonly commands = {};
  #clearInMs = 0;
  #illuminance = 120;

  get state() {
    return { motion: this.#clearInMs > 0, illuminance: this.#illuminance, battery: 91 };
  }

  tick({ elapsedMs, random }: Tick): void {
    this.#clearInMs = Math.max(0, this.#clearInMs - elapsedMs);
    if (random() >= elapsedMs / VISIT_EVERY_MS) return;
    this.#clearInMs = CLEAR_AFTER_MS;
    this.#illuminance = Math.round(80 + 120 * random());
  }
}
