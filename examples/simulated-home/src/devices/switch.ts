import { POWER_COMMANDS } from "./power-commands.ts";
import type { Commands, SimulatedDevice } from "./simulated-device.ts";

/** A switch: on or off at once. It cannot dim, so it says which commands it takes. */
export class Switch implements SimulatedDevice {
  readonly deviceType = "switch";
  readonly properties = {
    commandCatalog: [...POWER_COMMANDS, { key: "toggle", label: "Toggle", idempotent: false }],
  };
  #power = false;

  readonly commands: Commands = {
    turn_on: () => void (this.#power = true),
    turn_off: () => void (this.#power = false),
    toggle: () => void (this.#power = !this.#power),
  };

  get state() {
    return { power: this.#power };
  }

  tick(): void {}
}
