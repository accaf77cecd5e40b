import { approach } from "./approach.ts";
import { POWER_COMMANDS } from "./power-commands.ts";
import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";

const RPM = { low: 400, medium: 800, high: 1200 } as const;
const SPEEDS = ["low", "medium", "high"] as const;
const RPM_PER_SECOND = 300;

/** A fan that takes a moment to spin up and down. It has no temperature, so it says which commands it takes. */
export class Fan implements SimulatedDevice {
  readonly deviceType = "fan";
  readonly properties = {
    commandCatalog: [
      ...POWER_COMMANDS,
      {
        key: "set_fan_speed",
        label: "Set fan speed",
        payloadSchema: { type: "object", properties: { fanSpeed: { enum: SPEEDS } }, required: ["fanSpeed"] },
        confirms: { fanSpeed: "$fanSpeed" },
      },
    ],
  };
  #power = false;
  #fanSpeed: (typeof SPEEDS)[number] = "low";
  #rpm = 0;

  readonly commands: Commands = {
    turn_on: () => void (this.#power = true),
    turn_off: () => void (this.#power = false),
    set_fan_speed: (payload) => void (this.#fanSpeed = payload.oneOf("fanSpeed", SPEEDS)),
  };

  get state() {
    return { power: this.#power, fanSpeed: this.#fanSpeed, extras: { rpm: Math.round(this.#rpm) } };
  }

  tick({ elapsedMs }: Tick): void {
    this.#rpm = approach(this.#rpm, this.#power ? RPM[this.#fanSpeed] : 0, (RPM_PER_SECOND * elapsedMs) / 1000);
  }
}
