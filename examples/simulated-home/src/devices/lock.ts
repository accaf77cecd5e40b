import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";

const TURN_MS = 1_500;

/** A lock whose bolt takes time: the command is answered at once, the state follows when the bolt has moved. */
export class Lock implements SimulatedDevice {
  readonly deviceType = "lock";
  readonly #jamChance: number;
  #locked = true;
  #jammed = false;
  #turn: { readonly to: boolean; leftMs: number } | undefined;

  /** @param jamChance 0-1: how often the bolt gets stuck. The next command frees it. */
  constructor(jamChance = 0) {
    this.#jamChance = jamChance;
  }

  readonly commands: Commands = {
    lock: () => this.#start(true),
    unlock: () => this.#start(false),
  };

  get state() {
    return { locked: this.#locked, jammed: this.#jammed, battery: 84 };
  }

  tick({ elapsedMs, random }: Tick): void {
    if (this.#turn === undefined) return;
    this.#turn.leftMs -= elapsedMs;
    if (this.#turn.leftMs > 0) return;
    this.#jammed = random() < this.#jamChance;
    if (!this.#jammed) this.#locked = this.#turn.to;
    this.#turn = undefined;
  }

  #start(to: boolean): void {
    this.#turn = { to, leftMs: TURN_MS };
  }
}
