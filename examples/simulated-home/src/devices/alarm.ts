import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";

type ArmState = "disarmed" | "armed_home" | "armed_away" | "triggered";

/** Time to leave the house. */
const EXIT_DELAY_MS = 3_000;
const INTRUDER_EVERY_MS = 5 * 60_000;

/** An alarm. Arming takes effect when the exit delay is over; while nobody is home, somebody may break in. */
export class Alarm implements SimulatedDevice {
  readonly deviceType = "alarm";
  readonly #code: string;
  #armState: ArmState = "disarmed";
  #arming: { readonly to: ArmState; leftMs: number } | undefined;

  /** @param code that disarms it. */
  constructor(code: string) {
    this.#code = code;
  }

  readonly commands: Commands = {
    arm_home: () => this.#arm("armed_home"),
    arm_away: () => this.#arm("armed_away"),
    disarm: (payload) => {
      if (payload.text("code") !== this.#code) throw new Error("The code is wrong.");
      this.#arming = undefined;
      this.#armState = "disarmed";
    },
  };

  get state() {
    return { armState: this.#armState, tamper: false, extras: { arming: this.#arming !== undefined } };
  }

  tick({ elapsedMs, random }: Tick): void {
    if (this.#arming !== undefined) {
      this.#arming.leftMs -= elapsedMs;
      if (this.#arming.leftMs > 0) return;
      this.#armState = this.#arming.to;
      this.#arming = undefined;
    }
    if (this.#armState === "armed_away" && random() < elapsedMs / INTRUDER_EVERY_MS) this.#armState = "triggered";
  }

  #arm(to: ArmState): void {
    if (this.#armState === "triggered") throw new Error("The alarm is triggered. Disarm it first.");
    this.#arming = { to, leftMs: EXIT_DELAY_MS };
  }
}
