import { approach } from "./approach.ts";
import { round } from "./round.ts";
import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";

const MODES = ["heat", "cool", "auto", "off"] as const;
const FAN_SPEEDS = ["auto", "low", "medium", "high"] as const;
type Mode = (typeof MODES)[number];
type FanSpeed = (typeof FAN_SPEEDS)[number];

/** Where the room goes when nothing is done about it, in degrees Celsius. */
const UNHEATED = 16;
const DEGREES_PER_SECOND = 0.1;
const LEAK_DEGREES_PER_SECOND = 0.01;

/** Heats or cools a room that loses warmth. A room of a real home is slower by a hundred times. */
export class Thermostat implements SimulatedDevice {
  readonly deviceType: "thermostat" | "hvac";
  readonly properties = { modes: MODES, fanSpeeds: FAN_SPEEDS };
  #mode: Mode = "heat";
  #modeWhenOn: Mode = "heat";
  #targetTemperature = 21;
  #fanSpeed: FanSpeed = "auto";
  #temperature: number;
  #humidity = 45;

  /** @param temperature of the room at the start, in degrees Celsius. */
  constructor(deviceType: "thermostat" | "hvac" = "thermostat", temperature = 18.5) {
    this.deviceType = deviceType;
    this.#temperature = temperature;
  }

  readonly commands: Commands = {
    turn_on: () => void (this.#mode = this.#modeWhenOn),
    turn_off: () => void (this.#mode = "off"),
    set_temperature: (payload) => void (this.#targetTemperature = payload.number("targetTemperature", 5, 30)),
    set_mode: (payload) => {
      this.#mode = payload.oneOf("mode", MODES);
      if (this.#mode !== "off") this.#modeWhenOn = this.#mode;
    },
    set_fan_speed: (payload) => void (this.#fanSpeed = payload.oneOf("fanSpeed", FAN_SPEEDS)),
  };

  get state() {
    return {
      power: this.#mode !== "off",
      temperature: round(this.#temperature),
      targetTemperature: this.#targetTemperature,
      mode: this.#mode,
      humidity: Math.round(this.#humidity),
      fanSpeed: this.#fanSpeed,
    };
  }

  tick({ elapsedMs, random }: Tick): void {
    const seconds = elapsedMs / 1000;
    const [goal, rate] = this.#works
      ? [this.#targetTemperature, DEGREES_PER_SECOND]
      : [UNHEATED, LEAK_DEGREES_PER_SECOND];
    this.#temperature = approach(this.#temperature, goal, rate * seconds);
    this.#humidity = approach(this.#humidity, 35 + 20 * random(), 0.05 * seconds);
  }

  get #works(): boolean {
    if (this.#mode === "off") return false;
    if (this.#mode === "heat") return this.#temperature <= this.#targetTemperature;
    if (this.#mode === "cool") return this.#temperature >= this.#targetTemperature;
    return true;
  }
}
