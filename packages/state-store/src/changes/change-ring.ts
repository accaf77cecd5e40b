import { estimateJsonSize, type JsonValue } from "@hos/protocol";
import type { DeviceChange } from "@hos/protocol/live";
import { PackedUpdates } from "./packed-updates.ts";

/** All changes together, in characters of JSON: large ones, such as pictures in `extras`, shorten the history. */
const MAX_CHARACTERS = 64 * 1024 * 1024;

/**
 * The last changes of a feed, bounded in number and in size, in a ring that is allocated once. Revisions start at 1 and
 * have no gaps. The newest change is kept, however large it is.
 */
export class ChangeRing {
  /** The changes that are not packed. */
  readonly #slots: (DeviceChange | undefined)[];
  readonly #packed: PackedUpdates;
  readonly #weights: Float64Array;
  readonly #size: number;
  readonly #maxCharacters: number;
  #characters = 0;
  #revision = 0;
  /** The revision of the oldest change that is held. */
  #oldest = 1;

  /** @throws {RangeError} when `size` is not a whole number of 1 or more. */
  constructor(size: number, maxCharacters: number = MAX_CHARACTERS) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new RangeError(`historySize must be a whole number of 1 or more, not ${size}.`);
    }
    this.#size = size;
    this.#maxCharacters = maxCharacters;
    this.#slots = Array.from({ length: size }, () => undefined);
    this.#packed = new PackedUpdates(size);
    this.#weights = new Float64Array(size);
  }

  /** The revision of the newest change; 0 before the first. */
  get revision(): number {
    return this.#revision;
  }

  /** Adds the change with the next revision; the oldest make room. */
  append(change: DeviceChange): void {
    this.#revision += 1;
    if (this.#revision - this.#oldest === this.#size) this.#forgetOldest();
    const slot = this.#revision % this.#size;
    const packed = change.event === "STATE_UPDATE" ? this.#packed.put(slot, change) : undefined;
    const weight = packed === undefined ? estimateJsonSize(toJson(change)) : STATE_UPDATE_FRAME + packed;
    if (packed === undefined) this.#slots[slot] = change;
    this.#weights[slot] = weight;
    this.#characters += weight;
    while (this.#characters > this.#maxCharacters && this.#oldest < this.#revision) this.#forgetOldest();
  }

  /** The changes after `revision`, oldest first; `undefined` where the ring no longer, or does not yet, hold them. */
  after(revision: number): readonly DeviceChange[] | undefined {
    if (!Number.isSafeInteger(revision) || revision < this.#oldest - 1 || revision > this.#revision) return undefined;
    const changes: DeviceChange[] = [];
    for (let next = revision + 1; next <= this.#revision; next += 1) {
      const slot = next % this.#size;
      changes.push(this.#slots[slot] ?? this.#packed.get(slot, next));
    }
    return changes;
  }

  #forgetOldest(): void {
    const slot = this.#oldest % this.#size;
    this.#characters -= this.#weights[slot] ?? 0;
    this.#slots[slot] = undefined;
    this.#oldest += 1;
  }
}

/** What the names and the marks around the members of a STATE_UPDATE come to. */
const STATE_UPDATE_FRAME = 100;

// A change is what is sent as JSON; its type only does not say so.
function toJson(change: DeviceChange): JsonValue {
  return change as unknown as JsonValue;
}
