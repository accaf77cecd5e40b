import type { Cursor, DeviceChange } from "@hos/protocol/live";
import { Emitter, type Logger, type Unsubscribe } from "@hos/runtime";
import { ChangeRing } from "./change-ring.ts";

/** What a {@link ChangeFeed} is made with. */
export interface ChangeFeedOptions {
  readonly epoch: string;
  readonly historySize: number;
  readonly logger: Logger;
}

/** Numbers the changes, remembers the last of them and tells each to every listener. */
export class ChangeFeed {
  readonly epoch: string;
  readonly #ring: ChangeRing;
  readonly #emitter: Emitter<{ change: DeviceChange }>;
  readonly #waiting: DeviceChange[] = [];
  #telling = false;

  constructor({ epoch, historySize, logger }: ChangeFeedOptions) {
    this.epoch = epoch;
    this.#ring = new ChangeRing(historySize);
    this.#emitter = new Emitter((fault) => logger.error("A change listener threw.", { fault }));
  }

  /** The revision of the newest change; 0 before the first. */
  get revision(): number {
    return this.#ring.revision;
  }

  /** Takes a change whose `revision` is one more than that of the feed and tells it before it returns. */
  publish(change: DeviceChange): void {
    this.#ring.append(change);
    // A listener that causes a change gets it after everybody heard of the one before: the order of revisions holds.
    if (this.#telling) {
      this.#waiting.push(change);
      return;
    }
    this.#telling = true;
    this.#emitter.emit("change", change);
    if (this.#waiting.length > 0) this.#tellWaiting();
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

  #tellWaiting(): void {
    // Grows while it is walked, when a listener causes one more.
    for (const change of this.#waiting) this.#emitter.emit("change", change);
    this.#waiting.length = 0;
  }
}
