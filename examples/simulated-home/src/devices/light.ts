import { Dimmer } from "./dimmer.ts";
import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";

/** A dimmer that has colours as well: either a colour or a colour temperature, the other one is `null`. */
export class Light implements SimulatedDevice {
  readonly deviceType = "light";
  readonly #dimmer: Dimmer;
  readonly commands: Commands;
  #color: string | null = null;
  #colorTemperature: number | null = 2700;

  /** @param power whether it is switched on. */
  constructor(power = false) {
    this.#dimmer = new Dimmer(power);
    this.commands = {
      ...this.#dimmer.commands,
      set_color: (payload) => {
        const color = payload.text("color");
        if (!/^#[0-9a-f]{6}$/i.test(color)) throw new Error("color must be written as #RRGGBB.");
        this.#color = color;
        this.#colorTemperature = null;
      },
      set_color_temperature: (payload) => {
        this.#colorTemperature = payload.number("colorTemperature", 2000, 6500);
        this.#color = null;
      },
    };
  }

  get state() {
    return { ...this.#dimmer.state, color: this.#color, colorTemperature: this.#colorTemperature };
  }

  tick(tick: Tick): void {
    this.#dimmer.tick(tick);
  }
}
