import { type Clock, toInstant } from "@hos/runtime";

/** Reads a clock as text. Within one millisecond the same text serves: a burst of updates formats it once. */
export class InstantReader {
  readonly #clock: Clock;
  #lastMs = Number.NaN;
  #last = "";

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Now, as ISO 8601 in UTC. */
  read(): string {
    const now = this.#clock.now();
    if (now !== this.#lastMs) {
      this.#lastMs = now;
      this.#last = toInstant(now);
    }
    return this.#last;
  }
}
