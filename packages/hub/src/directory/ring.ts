/** The newest `capacity` items, oldest first. */
export class Ring<Item> {
  readonly #capacity: number;
  #items: Item[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(item: Item): void {
    this.#items.push(item);
    // Cutting at twice the capacity makes the copy rare.
    if (this.#items.length >= this.#capacity * 2) this.#items = this.toArray();
  }

  get newest(): Item | undefined {
    return this.#items.at(-1);
  }

  /** Puts `item` in the place of the newest one. */
  replaceNewest(item: Item): void {
    if (this.#items.length > 0) this.#items[this.#items.length - 1] = item;
  }

  /** A copy, oldest first. */
  toArray(): Item[] {
    return this.#capacity === 0 ? [] : this.#items.slice(-this.#capacity);
  }
}
