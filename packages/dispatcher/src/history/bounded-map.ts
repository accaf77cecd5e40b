/** Bounds of a {@link BoundedMap}. */
export interface MapBounds {
  readonly entries: number;
  /** All entries together, in characters of JSON. @default 16 Mi */
  readonly characters?: number;
}

const MAX_CHARACTERS = 16 * 1024 * 1024;

/**
 * Values by key, in the order of their coming, bounded in number and in size: one large payload is nothing, a thousand
 * of them are a gigabyte. The oldest goes first; the newest is kept, however large it is.
 */
export class BoundedMap<Value> {
  readonly #entries: number;
  readonly #maxCharacters: number;
  readonly #held = new Map<string, { readonly value: Value; characters: number }>();
  /** Goes on from the last that was the oldest: a walk from the start passes all that were deleted since, each time. */
  #oldest = this.#held.keys();
  #characters = 0;

  constructor({ entries, characters = MAX_CHARACTERS }: MapBounds) {
    this.#entries = entries;
    this.#maxCharacters = characters;
  }

  get size(): number {
    return this.#held.size;
  }

  get(key: string): Value | undefined {
    return this.#held.get(key)?.value;
  }

  /** Adds a value under a key that is free. */
  add(key: string, value: Value, characters: number): void {
    this.#held.set(key, { value, characters });
    this.#characters += characters;
    this.#shrink();
  }

  /** The value of a key has grown or shrunk to `characters`. */
  resize(key: string, characters: number): void {
    const entry = this.#held.get(key);
    if (entry === undefined) return;
    this.#characters += characters - entry.characters;
    entry.characters = characters;
    this.#shrink();
  }

  delete(key: string): void {
    this.#characters -= this.#held.get(key)?.characters ?? 0;
    this.#held.delete(key);
  }

  /** Oldest first. */
  *entries(): IterableIterator<[string, Value]> {
    for (const [key, { value }] of this.#held) yield [key, value];
  }

  #shrink(): void {
    while (this.#held.size > 1 && this.#isFull) {
      const { done, value: key } = this.#oldest.next();
      if (done === true) this.#oldest = this.#held.keys();
      else this.delete(key);
    }
  }

  get #isFull(): boolean {
    return this.#held.size > this.#entries || this.#characters > this.#maxCharacters;
  }
}
