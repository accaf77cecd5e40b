import { DEADLINE_MS } from "./deadline-ms.ts";

interface Waiter<Item> {
  readonly matches: (item: Item) => boolean;
  readonly resolve: (item: Item) => void;
  readonly reject: (reason: Error) => void;
}

/** Keeps everything that came in, in order, and lets a test wait for more. */
export class Inbox<Item> {
  readonly #all: Item[] = [];
  #waiters: Waiter<Item>[] = [];
  #ended: Error | undefined;

  /** All that came, oldest first. */
  get all(): readonly Item[] {
    return this.#all;
  }

  add(item: Item): void {
    this.#all.push(item);
    const ready = this.#waiters.filter(({ matches }) => matches(item));
    this.#waiters = this.#waiters.filter((waiter) => !ready.includes(waiter));
    for (const { resolve } of ready) resolve(item);
  }

  /** Nothing more comes; whoever waits is told `reason`. */
  end(reason: string): void {
    this.#ended ??= new Error(reason);
    for (const { reject } of this.#waiters) reject(this.#ended);
    this.#waiters = [];
  }

  /**
   * The first item that matches, of those that came and those that come.
   *
   * @param what names the item in the error that is thrown where it does not come.
   */
  async find(what: string, matches: (item: Item) => boolean): Promise<Item> {
    return await this.#find(what, matches, this.#all);
  }

  /** The first item from now on that matches. */
  async next(what: string, matches: (item: Item) => boolean): Promise<Item> {
    return await this.#find(what, matches, []);
  }

  #find(what: string, matches: (item: Item) => boolean, past: readonly Item[]): Promise<Item> {
    const found = past.find(matches);
    if (found !== undefined) return Promise.resolve(found);
    if (this.#ended !== undefined) {
      return Promise.reject(new Error(`${what} did not come: ${this.#ended.message}`));
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((candidate) => candidate !== waiter);
        waiter.reject(new Error(`within ${DEADLINE_MS} ms. What came: ${describe(this.#all)}`));
      }, DEADLINE_MS);
      const waiter: Waiter<Item> = {
        matches,
        resolve: (item) => {
          clearTimeout(timer);
          resolve(item);
        },
        reject: (reason) => {
          clearTimeout(timer);
          reject(new Error(`${what} did not come: ${reason.message}`));
        },
      };
      this.#waiters.push(waiter);
    });
  }
}

const SHOWN = 20;

function describe(items: readonly unknown[]): string {
  return items
    .slice(-SHOWN)
    .map((item) => JSON.stringify(item))
    .join("\n");
}
