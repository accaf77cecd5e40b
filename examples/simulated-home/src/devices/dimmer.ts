import { approach } from "./approach.ts";
import { POWER_COMMANDS } from "./power-commands.ts";
import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";

/** From dark to full, or back. */
const FADE_MS = 1_000;

/** A lamp on a dimmer. It fades: `brightness` is the light that comes out at this moment, 0 when it is off. */
export class Dimmer implements SimulatedDevice {
  readonly deviceType = "dimmer";
  readonly properties = {
    commandCatalog: [
      ...POWER_COMMANDS,
      { key: "toggle", label: "Toggle", idempotent: false },
      {
        key: "set_brightness",
        label: "Set brightness",
        payloadSchema: {
          type: "object",
          properties: { brightness: { type: "number", minimum: 0, maximum: 100 } },
          required: ["brightness"],
        },
        confirms: { brightness: "$brightness" },
      },
    ],
  };
  #power: boolean;
  #brightnessWhenOn = 80;
  #brightness = 0;

  /** @param power whether it is switched on. */
  constructor(power = false) {
    this.#power = power;
  }

  readonly commands: Commands = {
    turn_on: () => void (this.#power = true),
    turn_off: () => void (this.#power = false),
    toggle: () => void (this.#power = !this.#power),
    set_brightness: (payload) => {
      const brightness = payload.number("brightness", 0, 100);
      this.#power = brightness > 0;
      if (this.#power) this.#brightnessWhenOn = brightness;
    },
  };

  get state() {
    const fading = this.#brightness !== this.#target;
    return { power: this.#brightness > 0, brightness: fading ? Math.round(this.#brightness) : this.#brightness };
  }

  tick({ elapsedMs }: Tick): void {
    this.#brightness = approach(this.#brightness, this.#target, (100 * elapsedMs) / FADE_MS);
  }

  get #target(): number {
    return this.#power ? this.#brightnessWhenOn : 0;
  }
}
