/** Waits for texts in a stream of bytes, also where one is split between two chunks. */
export class TextWatch {
  #waiting: { text: Buffer; found: PromiseWithResolvers<void> } | undefined;
  #tail = Buffer.alloc(0);

  /** Settles when `text` comes. One wait at a time. */
  find(text: string): Promise<void> {
    this.#waiting = { text: Buffer.from(text), found: Promise.withResolvers() };
    this.#tail = Buffer.alloc(0);
    return this.#waiting.found.promise;
  }

  take(bytes: Buffer): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    const all = Buffer.concat([this.#tail, bytes]);
    if (all.includes(waiting.text)) {
      this.#waiting = undefined;
      waiting.found.resolve();
      return;
    }
    this.#tail = all.subarray(Math.max(0, all.length - waiting.text.length));
  }
}
