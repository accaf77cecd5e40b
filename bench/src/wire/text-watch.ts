const DEADLINE_MS = 30_000;
const SHOWN_CHARACTERS = 500;

/** Waits for texts in a stream of bytes, also where one is split between two chunks. */
export class TextWatch {
  #waiting: { text: Buffer; found: PromiseWithResolvers<void> } | undefined;
  #tail: Buffer = Buffer.alloc(0);
  /** For people: what came last. */
  #last: Buffer = Buffer.alloc(0);

  /** Settles when `text` comes. One wait at a time. @throws {Error} when it does not come in time. */
  async find(text: string): Promise<void> {
    const found = Promise.withResolvers<void>();
    this.#waiting = { text: Buffer.from(text), found };
    this.#tail = Buffer.alloc(0);
    const timer = setTimeout(() => {
      found.reject(new Error(`${text} did not come; the last was ${this.#last.toString().slice(-SHOWN_CHARACTERS)}`));
    }, DEADLINE_MS);
    await found.promise;
    clearTimeout(timer);
  }

  take(bytes: Buffer): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#last = Buffer.from(bytes.subarray(-SHOWN_CHARACTERS));
    const all = Buffer.concat([this.#tail, bytes]);
    if (all.includes(waiting.text)) {
      this.#waiting = undefined;
      waiting.found.resolve();
      return;
    }
    this.#tail = all.subarray(Math.max(0, all.length - waiting.text.length));
  }
}
