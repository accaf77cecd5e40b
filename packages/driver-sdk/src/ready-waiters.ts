import type { DriverError } from "./errors/driver-error.ts";

/** Those who wait for a registration. */
export class ReadyWaiters {
  readonly #waiters = new Set<PromiseWithResolvers<void>>();

  /** Resolves with the next {@link resolve}; rejects with what {@link reject} is given, or with the reason of `signal`. */
  async wait(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const waiter = Promise.withResolvers<void>();
    const abort = () => waiter.reject(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    this.#waiters.add(waiter);
    try {
      await waiter.promise;
    } finally {
      this.#waiters.delete(waiter);
      signal?.removeEventListener("abort", abort);
    }
  }

  resolve(): void {
    for (const waiter of this.#waiters) waiter.resolve();
  }

  reject(error: DriverError): void {
    for (const waiter of this.#waiters) waiter.reject(error);
  }
}
