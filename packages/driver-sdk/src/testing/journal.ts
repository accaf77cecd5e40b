import { type Clock, systemClock } from "@hos/runtime";

/** What somebody waits for. */
export interface Expectation<Item> {
  readonly matches: (item: Item) => boolean;
  /** For the message when it does not come. */
  readonly what: string;
  readonly deadlineMs: number;
  /** What may be the reason that it did not come, asked at the deadline. */
  readonly cause?: () => unknown;
}

interface Waiter<Item> {
  readonly matches: (item: Item) => boolean;
  readonly resolve: (item: Item) => void;
  readonly reject: (error: Error) => void;
}

/** Keeps what happened, in order, and hands each item out once to who waits for one like it. */
export class Journal<Item> {
  readonly #clock: Clock;
  readonly #items: Item[] = [];
  readonly #unread: Item[] = [];
  readonly #waiters = new Set<Waiter<Item>>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** All that happened. */
  get items(): readonly Item[] {
    return this.#items;
  }

  add(item: Item): void {
    this.#items.push(item);
    for (const waiter of this.#waiters) {
      if (!waiter.matches(item)) continue;
      waiter.resolve(item);
      return;
    }
    this.#unread.push(item);
  }

  /** The first item that matches and was not handed out yet; waits for it where it has not come. */
  next({ matches, what, deadlineMs, cause }: Expectation<Item>): Promise<Item> {
    const index = this.#unread.findIndex(matches);
    const [found] = index === -1 ? [] : this.#unread.splice(index, 1);
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const settle = () => {
        cancel();
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter<Item> = {
        matches,
        resolve: (item) => {
          settle();
          resolve(item);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      const late = new Error(`${what} did not come within ${deadlineMs} ms.`);
      const cancel = this.#clock.setTimeout(() => {
        late.cause = cause?.();
        waiter.reject(late);
      }, deadlineMs);
      this.#waiters.add(waiter);
    });
  }

  /** Rejects whoever waits. */
  close(reason: string): void {
    for (const waiter of this.#waiters) waiter.reject(new Error(reason));
  }
}
