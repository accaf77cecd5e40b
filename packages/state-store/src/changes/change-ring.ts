import type { DeviceChange } from "@hos/protocol/live";

/** The last changes of a feed, in a ring that is allocated once. Revisions start at 1 and have no gaps. */
export class ChangeRing {
  readonly #slots: (DeviceChange | undefined)[];
  readonly #size: number;
  #revision = 0;

  /** @throws {RangeError} when `size` is not a whole number of 1 or more. */
  constructor(size: number) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new RangeError(`historySize must be a whole number of 1 or more, not ${size}.`);
    }
    this.#size = size;
    this.#slots = Array.from({ length: size }, () => undefined);
  }

  /** The revision of the newest change; 0 before the first. */
  get revision(): number {
    return this.#revision;
  }

  /** Adds the change with the next revision; the oldest makes room. */
  append(change: DeviceChange): void {
    this.#revision += 1;
    this.#slots[this.#revision % this.#size] = change;
  }

  /** The changes after `revision`, oldest first; `undefined` where the ring no longer, or does not yet, hold them. */
  after(revision: number): readonly DeviceChange[] | undefined {
    const missed = this.#revision - revision;
    if (!Number.isSafeInteger(revision) || revision < 0 || missed < 0 || missed > this.#size) return undefined;
    const changes: DeviceChange[] = [];
    for (let next = revision + 1; next <= this.#revision; next += 1) {
      const change = this.#slots[next % this.#size];
      if (change !== undefined) changes.push(change);
    }
    return changes;
  }
}
