import type { SimulatedDevice, Tick } from "./simulated-device.ts";

const CHANGE_EVERY_MS = 45_000;

/** A contact on a window that somebody opens and closes now and then. */
export class ContactSensor implements SimulatedDevice {
  readonly deviceType = "sensor";
  readonly commands = {};
  #open = false;

  get state() {
    return { open: this.#open, battery: 73 };
  }

  tick({ elapsedMs, random }: Tick): void {
    if (random() < elapsedMs / CHANGE_EVERY_MS) this.#open = !this.#open;
  }
}
