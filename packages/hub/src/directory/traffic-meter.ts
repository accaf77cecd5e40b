import type { Clock } from "@hos/runtime";

const WINDOW_SECONDS = 10;

/** Counts the frames of one driver. Counting costs two additions, and a look at the clock unless the time is given. */
export class TrafficMeter {
  framesIn = 0;
  framesOut = 0;
  /** Frames, or events of a bulk, that were answered with an error. */
  rejected = 0;
  readonly #clock: Clock;
  readonly #buckets = new Float64Array(WINDOW_SECONDS);
  #second: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#second = Math.floor(clock.now() / 1000);
  }

  /** A frame came in. @param nowMs when, in milliseconds since the Unix epoch. @default now */
  countIn(nowMs: number = this.#clock.now()): void {
    this.framesIn += 1;
    this.#moveOn(nowMs);
    const bucket = this.#second % WINDOW_SECONDS;
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
  }

  /** Mean of the last ten seconds, the current one among them. */
  get framesInPerSecond(): number {
    this.#moveOn();
    return this.#buckets.reduce((sum, count) => sum + count, 0) / WINDOW_SECONDS;
  }

  /** Adds what `other` counted; its rate is counted as of now. */
  absorb(other: TrafficMeter): void {
    this.framesIn += other.framesIn;
    this.framesOut += other.framesOut;
    this.rejected += other.rejected;
    this.#moveOn();
    const bucket = this.#second % WINDOW_SECONDS;
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + other.framesIn;
  }

  #moveOn(nowMs: number = this.#clock.now()): void {
    const second = Math.floor(nowMs / 1000);
    if (second === this.#second) return;
    const passed = second - this.#second;
    // A clock that was set back starts a new window as well.
    if (passed < 0 || passed >= WINDOW_SECONDS) this.#buckets.fill(0);
    else for (let at = this.#second + 1; at <= second; at += 1) this.#buckets[at % WINDOW_SECONDS] = 0;
    this.#second = second;
  }
}
