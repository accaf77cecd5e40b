import { approach } from "./approach.ts";
import { round } from "./round.ts";
import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";

const FAN_SPEEDS = ["quiet", "standard", "turbo"] as const;
type Status = "cleaning" | "paused" | "returning" | "docked";

const DRAIN_PER_SECOND = 0.5;
const CHARGE_PER_SECOND = 1;
const SQUARE_METRES_PER_SECOND = 0.25;
const ROOM_SQUARE_METRES = 30;
const LOW_BATTERY = 15;
const WAY_HOME_MS = 6_000;
/** How long it stays at its dock before the next round of its daily plan, which is a short day. */
const REST_MS = 180_000;
const BEEP_MS = 3_000;

/** Cleans until the floor is done or the battery is low, goes home, docks, charges, and starts again after a rest. */
export class RobotVacuum implements SimulatedDevice {
  readonly deviceType = "robot_vacuum";
  readonly properties = { fanSpeeds: FAN_SPEEDS };
  #status: Status;
  #battery: number;
  #fanSpeed: (typeof FAN_SPEEDS)[number] = "standard";
  #squareMetres = 0;
  #inStatusMs = 0;
  #beepMs = 0;

  /** @param battery percent. */
  constructor(status: Status = "docked", battery = 100) {
    this.#status = status;
    this.#battery = battery;
  }

  readonly commands: Commands = {
    start: () => this.#start(),
    pause: () => this.#halt(),
    stop: () => {
      if (this.#status !== "docked") this.#halt();
    },
    return_to_dock: () => {
      if (this.#status !== "docked") this.#enter("returning");
    },
    locate: () => void (this.#beepMs = BEEP_MS),
    set_fan_speed: (payload) => void (this.#fanSpeed = payload.oneOf("fanSpeed", FAN_SPEEDS)),
  };

  get state() {
    return {
      status: this.#status,
      battery: Math.round(this.#battery),
      fanSpeed: this.#fanSpeed,
      extras: { cleanedSquareMetres: round(this.#squareMetres), locating: this.#beepMs > 0 },
    };
  }

  tick({ elapsedMs }: Tick): void {
    const seconds = elapsedMs / 1000;
    this.#inStatusMs += elapsedMs;
    this.#beepMs = Math.max(0, this.#beepMs - elapsedMs);
    switch (this.#status) {
      case "cleaning":
        this.#battery = approach(this.#battery, 0, DRAIN_PER_SECOND * seconds);
        this.#squareMetres = approach(this.#squareMetres, ROOM_SQUARE_METRES, SQUARE_METRES_PER_SECOND * seconds);
        if (this.#battery <= LOW_BATTERY || this.#squareMetres === ROOM_SQUARE_METRES) this.#enter("returning");
        return;
      case "returning":
        if (this.#inStatusMs >= WAY_HOME_MS) this.#enter("docked");
        return;
      case "docked":
        this.#battery = approach(this.#battery, 100, CHARGE_PER_SECOND * seconds);
        if (this.#inStatusMs >= REST_MS) this.#start();
        return;
      case "paused":
        return;
    }
  }

  #start(): void {
    if (this.#status === "cleaning") return;
    if (this.#battery <= LOW_BATTERY)
      throw new Error(`The battery is at ${Math.round(this.#battery)} %. Let it charge.`);
    if (this.#status === "docked") this.#squareMetres = 0;
    this.#enter("cleaning");
  }

  #halt(): void {
    if (this.#status === "docked") throw new Error("The vacuum is in its dock.");
    this.#enter("paused");
  }

  #enter(status: Status): void {
    this.#status = status;
    this.#inStatusMs = 0;
  }
}
