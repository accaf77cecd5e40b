/** What a {@link DeviceQueue} needs to know of what it queues. */
export interface Queueable {
  /** Whether it goes at once, ahead of and beside the others. */
  readonly interrupts: boolean;
  /** Whether it may not go yet. Those behind it wait as well; what interrupts does not. */
  readonly held: boolean;
}

/**
 * The order of one device: ordinary items one at a time and in the order of their coming, those that interrupt at once.
 * Both kinds are bounded, each on its own, so that a full queue cannot keep a stop from going.
 */
export class DeviceQueue<Item extends Queueable> {
  readonly #limit: number;
  readonly #waiting: Item[] = [];
  readonly #interrupting: Item[] = [];
  /** Made when it is first wanted: a queue lives for as long as one command, and few interrupt. */
  #interruptsUnderWay: Set<Item> | undefined;
  #underWay: Item | undefined;

  /** @param limit how many items of each kind may wait or, if they interrupt, be under way. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether it holds nothing at all. */
  get idle(): boolean {
    return (
      this.#underWay === undefined &&
      this.#waiting.length === 0 &&
      this.#interrupting.length === 0 &&
      (this.#interruptsUnderWay?.size ?? 0) === 0
    );
  }

  /** Puts an item at the end of its kind. `false`: there are too many. */
  add(item: Item): boolean {
    const full = item.interrupts
      ? this.#interrupting.length + (this.#interruptsUnderWay?.size ?? 0) >= this.#limit
      : this.#waiting.length >= this.#limit;
    if (!full) (item.interrupts ? this.#interrupting : this.#waiting).push(item);
    return !full;
  }

  /** The next item that may go now; it is under way until {@link release}. `undefined`: none may. */
  take(): Item | undefined {
    const interrupt = this.#interrupting.find(({ held }) => !held);
    if (interrupt !== undefined) {
      removeFrom(this.#interrupting, interrupt);
      this.#interruptsUnderWay ??= new Set();
      this.#interruptsUnderWay.add(interrupt);
      return interrupt;
    }
    if (this.#underWay !== undefined || this.#waiting[0]?.held === true) return undefined;
    this.#underWay = this.#waiting.shift();
    return this.#underWay;
  }

  /** Takes an item out, wherever it stands. One that it does not hold changes nothing. */
  release(item: Item): void {
    if (this.#underWay === item) this.#underWay = undefined;
    this.#interruptsUnderWay?.delete(item);
    removeFrom(this.#waiting, item);
    removeFrom(this.#interrupting, item);
  }
}

function removeFrom<Item>(items: Item[], item: Item): void {
  const index = items.indexOf(item);
  if (index !== -1) items.splice(index, 1);
}
