import type { Clock } from "@hos/runtime";

/** What a {@link FramePace} is made of. */
export interface FramePaceOptions {
  readonly clock: Clock;
  /** Frames that come in again in a second. */
  readonly perSecond: number;
  /** Frames that may come at once. */
  readonly burst: number;
  /** Milliseconds of slowing down, almost without a break, after which there is something to complain of. */
  readonly patienceMs: number;
}

/** The longest pause between two looks at a debt. */
const MAX_PAUSE_MS = 1_000;
/** A pause lets so much of a second come in again, so that a flood does not cost a timer a frame. */
const REFILLS_PER_SECOND = 50;
/** The share of the time that a driver gets whose frames take long. */
const TIME_SHARE = 0.5;
/** With a longer break, a flood counts as another one. */
const BREAK_MS = 2_000;

/**
 * How many frames a driver may send: a token bucket. A frame is paid for after it was handled, so that one that costs more
 * than there is makes a debt.
 */
export class FramePace {
  readonly #options: FramePaceOptions;
  #tokens: number;
  #refilledAtMs: number;
  #floodSinceMs = Number.NEGATIVE_INFINITY;
  #slowedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: FramePaceOptions) {
    this.#options = options;
    this.#tokens = options.burst;
    this.#refilledAtMs = options.clock.now();
  }

  get exhausted(): boolean {
    return this.#tokens <= 0;
  }

  /** Takes in what came by time. */
  refill(now: number): void {
    const { perSecond, burst } = this.#options;
    // A clock that was set back gives nothing and takes nothing.
    const passedMs = Math.max(now - this.#refilledAtMs, 0);
    this.#refilledAtMs = now;
    this.#tokens = Math.min(this.#tokens + (passedMs * perSecond) / 1_000, burst);
  }

  spend(frames: number): void {
    this.#tokens -= frames;
  }

  /** Pays for time that frames took, so that a driver gets no more than a share of it. */
  spendMs(durationMs: number): void {
    this.#tokens -= (durationMs * this.#options.perSecond) / (1_000 * TIME_SHARE);
  }

  /** How long to wait before the next frame. */
  get pauseMs(): number {
    const { perSecond, burst } = this.#options;
    const wanted = Math.min(perSecond / REFILLS_PER_SECOND, burst);
    return Math.min(Math.ceil(((wanted - this.#tokens) * 1_000) / perSecond), MAX_PAUSE_MS);
  }

  /** The driver is slowed down. `true`: it has been for so long that somebody should hear of it. */
  slowed(): boolean {
    const now = this.#options.clock.now();
    if (now - this.#slowedAtMs > BREAK_MS) this.#floodSinceMs = now;
    this.#slowedAtMs = now;
    if (now - this.#floodSinceMs < this.#options.patienceMs) return false;
    this.#floodSinceMs = now;
    return true;
  }
}
