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
    for (const key of this.#held.keys()) {
      const full = this.#held.size > this.#entries || this.#characters > this.#maxCharacters;
      if (!full || this.#held.size === 1) return;
      this.delete(key);
    }
  }
}
