import type { Random } from "@hos/runtime";

/** How long a driver waits between two attempts to reach its hub. Protocol v1, "HosDriver (SDK)". */
export interface ReconnectOptions {
  /** Milliseconds before the first attempt. @default 1000 */
  readonly baseMs: number;
  /** Each delay is this many times the one before. @default 2 */
  readonly factor: number;
  /** No delay is longer, jitter aside. @default 30000 */
  readonly capMs: number;
  /** How far a delay strays from its value to either side, as a share of it. @default 0.1 */
  readonly jitter: number;
}

/** The delays of protocol v1: 1 s, doubling, at most 30 s, +-10 %. */
export const DEFAULT_RECONNECT: ReconnectOptions = { baseMs: 1_000, factor: 2, capMs: 30_000, jitter: 0.1 };

/**
 * The delays in milliseconds before the first, second, third ... attempt, without end. Each iteration starts at the
 * beginning.
 */
export class ReconnectSchedule implements Iterable<number> {
  readonly #options: ReconnectOptions;
  readonly #random: Random;

  constructor(options: ReconnectOptions, random: Random) {
    this.#options = options;
    this.#random = random;
  }

  *[Symbol.iterator](): Generator<number, never> {
    const { baseMs, factor, capMs, jitter } = this.#options;
    for (let delayMs = Math.min(baseMs, capMs); ; delayMs = Math.min(delayMs * factor, capMs)) {
      const stray = (this.#random() * 2 - 1) * jitter;
      yield Math.round(delayMs * (1 + stray));
    }
  }
}
