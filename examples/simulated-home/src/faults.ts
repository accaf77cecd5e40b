import { setTimeout } from "node:timers/promises";

/** How often and how badly commands fare. */
export interface FaultRates {
  /** 0-1: how many commands are carried out but never answered. */
  readonly drop: number;
  /** 0-1: how many commands are refused. */
  readonly reject: number;
  /** Milliseconds that every command waits before it is carried out. */
  readonly delayMs: number;
}

interface FaultTools {
  /** @default Math.random */
  readonly random?: () => number;
  /** Resolves after so many milliseconds. */
  readonly wait?: (delayMs: number) => Promise<unknown>;
}

/** Makes commands go wrong on purpose. */
export class Faults {
  readonly #rates: FaultRates;
  readonly #random: () => number;
  readonly #wait: (delayMs: number) => Promise<unknown>;

  constructor(rates: FaultRates, { random = Math.random, wait = setTimeout }: FaultTools = {}) {
    this.#rates = rates;
    this.#random = random;
    this.#wait = wait;
  }

  /** Does `deed`, or not, or late, or without ever telling. */
  async apply<Outcome>(deed: () => Outcome): Promise<Outcome> {
    const { drop, reject, delayMs } = this.#rates;
    if (delayMs > 0) await this.#wait(delayMs);
    if (this.#random() < reject) throw new Error("Refused on purpose (--reject).");
    const outcome = deed();
    return this.#random() < drop ? new Promise<never>(() => {}) : outcome;
  }
}
