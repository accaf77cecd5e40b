import { approach } from "./approach.ts";
import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";

/** A motor that opens and closes something, and can be stopped on the way. */
export class Cover implements SimulatedDevice {
  readonly deviceType: "cover" | "blind" | "garage_door";
  readonly #travelMs: number;
  #position = 0;
  #target = 0;

  /** @param travelMs from closed to open. */
  constructor(deviceType: "cover" | "blind" | "garage_door", travelMs: number) {
    this.deviceType = deviceType;
    this.#travelMs = travelMs;
  }

  readonly commands: Commands = {
    open: () => void (this.#target = 100),
    close: () => void (this.#target = 0),
    stop: () => void (this.#target = this.#position),
    set_position: (payload) => void (this.#target = payload.number("position", 0, 100)),
  };

  get state() {
    const moving = this.#moving;
    return { position: moving === "stopped" ? this.#position : Math.round(this.#position), moving };
  }

  tick({ elapsedMs }: Tick): void {
    this.#position = approach(this.#position, this.#target, (100 * elapsedMs) / this.#travelMs);
  }

  get #moving(): "opening" | "closing" | "stopped" {
    if (this.#position === this.#target) return "stopped";
    return this.#position < this.#target ? "opening" : "closing";
  }
}
