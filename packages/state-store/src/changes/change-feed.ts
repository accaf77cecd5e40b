import type { Cursor, DeviceChange } from "@hos/protocol/live";
import { Emitter, type Logger, type Unsubscribe } from "@hos/runtime";
import { ChangeRing } from "./change-ring.ts";

/** What a {@link ChangeFeed} is made with. */
export interface ChangeFeedOptions {
  readonly epoch: string;
  /** How many changes `since` can tell again. */
  readonly historySize: number;
  readonly logger: Logger;
}

/**
 * The numbered changes: remembers the last of them and tells each to every listener.
 *
 * Adding and telling are two steps, so that whoever makes several changes at once finishes them before a listener runs.
 */
export class ChangeFeed {
  readonly epoch: string;
  readonly #ring: ChangeRing;
  readonly #emitter: Emitter<{ change: DeviceChange }>;
  /** The first `#untoldCount` are untold. An array that is emptied and filled again would be allocated anew each time. */
  readonly #untold: (DeviceChange | undefined)[] = [];
  #untoldCount = 0;
  #telling = false;

  /** @throws {RangeError} when `historySize` is not a whole number of 1 or more. */
  constructor({ epoch, historySize, logger }: ChangeFeedOptions) {
    this.epoch = epoch;
    this.#ring = new ChangeRing(historySize);
    this.#emitter = new Emitter((fault) => logger.error("A change listener threw.", { fault }));
  }

  /** The revision of the newest change; 0 before the first. */
  get revision(): number {
    return this.#ring.revision;
  }

  /** Takes a change whose `revision` is one more than that of the feed. `tell()` has to follow. */
  add<Change extends DeviceChange>(change: Change): Change {
    this.#ring.append(change);
    this.#untold[this.#untoldCount] = change;
    this.#untoldCount += 1;
    return change;
  }

  /** Tells every listener what was added, in the order of revisions. */
  tell(): void {
    // A listener caused this change: the loop below comes to it after everybody heard of the one before.
    if (this.#telling) return;
    this.#telling = true;
    for (let next = 0; next < this.#untoldCount; next += 1) {
      const change = this.#untold[next];
      this.#untold[next] = undefined;
      if (change !== undefined) this.#emitter.emit("change", change);
    }
    this.#untoldCount = 0;
    this.#telling = false;
  }

  /** The changes after `cursor`, oldest first; `undefined` when it is too old, of another epoch or from the future. */
  since(cursor: Cursor): readonly DeviceChange[] | undefined {
    return cursor.epoch === this.epoch ? this.#ring.after(cursor.revision) : undefined;
  }

  /** Calls `listener` with every later change, synchronously and in the order of revisions. */
  onChange(listener: (change: DeviceChange) => void): Unsubscribe {
    return this.#emitter.on("change", listener);
  }

  /** Takes every listener away. */
  close(): void {
    this.#emitter.clear();
  }
}
