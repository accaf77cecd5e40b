import type { ActionProgress } from "@hos/protocol/live";
import { Emitter, type Logger, type Unsubscribe } from "@hos/runtime";

/**
 * Tells listeners of progress, in one order for all: what happens while they are being told waits until every one of
 * them has heard the event before.
 */
export class ProgressFeed {
  readonly #emitter: Emitter<{ progress: ActionProgress }>;
  readonly #waiting: ActionProgress[] = [];
  #telling = false;

  constructor(logger: Logger) {
    this.#emitter = new Emitter((fault) => logger.error("A listener of command progress threw.", { err: fault }));
  }

  /** Calls `listener` with every later event. */
  on(listener: (event: ActionProgress) => void): Unsubscribe {
    return this.#emitter.on("progress", listener);
  }

  /** Tells every listener. Never throws. */
  tell(event: ActionProgress): void {
    this.#waiting.push(event);
    if (this.#telling) return;
    this.#telling = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.#emitter.emit("progress", next);
    }
    this.#telling = false;
  }
}
