/** First in, first out; when it is full, the oldest makes room. */
export class BoundedQueue<Item> {
  readonly #limit: number;
  #items: Item[] = [];
  #dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#items.length;
  }

  push(item: Item): void {
    this.#items.push(item);
    if (this.#items.length <= this.#limit) return;
    this.#items.shift();
    this.#dropped += 1;
  }

  shift(): Item | undefined {
    return this.#items.shift();
  }

  /** How many made room since this was last asked. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }
}
