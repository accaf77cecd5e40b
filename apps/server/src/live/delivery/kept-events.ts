import type { LiveEvent } from "@hos/protocol/live";

const MOST_EVENTS = 256;

/** Events that have no number and so cannot be found again: the last of them, for members that are behind. */
export class KeptEvents {
  readonly #most: number;
  #events: LiveEvent[] = [];
  #next = 0;

  /** @param most how many are kept; the oldest go first. */
  constructor(most: number = MOST_EVENTS) {
    this.#most = most;
  }

  /** The number of the event that is kept next. */
  get next(): number {
    return this.#next;
  }

  /** Keeps those of `events` that have no number of their own. */
  add(events: readonly LiveEvent[]): void {
    for (const event of events) {
      if ("revision" in event) continue;
      this.#events.push(event);
      this.#next += 1;
    }
    if (this.#events.length > this.#most) this.#events = this.#events.slice(-this.#most);
  }

  /** Those from the number `first` on, and how many of them are not kept any more. */
  since(first: number): { readonly events: readonly LiveEvent[]; readonly dropped: number } {
    const oldest = this.#next - this.#events.length;
    return { events: this.#events.slice(Math.max(0, first - oldest)), dropped: Math.max(0, oldest - first) };
  }

  /** Forgets them: nobody is behind. */
  clear(): void {
    this.#events = [];
  }
}
