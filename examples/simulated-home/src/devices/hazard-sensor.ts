import type { SimulatedDevice, Tick } from "./simulated-device.ts";

const INCIDENT_EVERY_MS = 10 * 60_000;
const CLEAR_AFTER_MS = 20_000;

/** A detector of smoke or water: quiet for a long time, then an incident of twenty seconds. */
export class HazardSensor implements SimulatedDevice {
  readonly deviceType = "sensor";
  readonly commands = {};
  readonly #hazard: "smoke" | "leak";
  #clearInMs = 0;

  constructor(hazard: "smoke" | "leak") {
    this.#hazard = hazard;
  }

  get state() {
    return { [this.#hazard]: this.#clearInMs > 0, battery: 98, tamper: false };
  }

  tick({ elapsedMs, random }: Tick): void {
    this.#clearInMs = Math.max(0, this.#clearInMs - elapsedMs);
    if (random() < elapsedMs / INCIDENT_EVERY_MS) this.#clearInMs = CLEAR_AFTER_MS;
  }
}
