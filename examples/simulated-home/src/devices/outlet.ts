import { round } from "./round.ts";
import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";
import { Switch } from "./switch.ts";

const LOAD_WATTS = 60;
const READING_EVERY_MS = 2_000;
const MS_PER_HOUR = 3_600_000;

/** A switched outlet that meters what is plugged in. The meter is no part of the device model: it goes under `extras`. */
export class Outlet implements SimulatedDevice {
  readonly deviceType = "outlet";
  readonly #switch = new Switch();
  readonly properties = this.#switch.properties;
  readonly commands: Commands = this.#switch.commands;
  #watts = 0;
  #wattHours = 0;
  #sinceReadingMs = READING_EVERY_MS;

  get state() {
    const { power } = this.#switch.state;
    return { power, extras: { meter: { watts: power ? this.#watts : 0, wattHours: round(this.#wattHours) } } };
  }

  tick({ elapsedMs, random }: Tick): void {
    if (this.#switch.state.power) this.#wattHours += (this.#watts * elapsedMs) / MS_PER_HOUR;
    this.#sinceReadingMs += elapsedMs;
    if (this.#sinceReadingMs < READING_EVERY_MS) return;
    this.#sinceReadingMs = 0;
    this.#watts = round(LOAD_WATTS * (0.9 + 0.2 * random()));
  }
}
