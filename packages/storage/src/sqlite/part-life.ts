import { StorageError } from "../storage-error.ts";

/** Whether a part of storage is in use: what is asked of it before `close()` is carried out, and nothing after. */
export class PartLife {
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  /** @throws {StorageError} CLOSED */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new StorageError("CLOSED", "This part of storage is closed; open storage anew.");
    const running = work();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Settles when all that was asked is done. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }
}
