import type { CancelTimer, Clock, Logger } from "@hos/runtime";
import { toInstant } from "@hos/runtime";
import type { AccessStore } from "../store/access-store.ts";

/** What a {@link UsageLog} is made of. */
export interface UsageLogOptions {
  readonly store: AccessStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A flash card lives longer with few writes, and a minute more or less does not matter to those who read this. */
const WRITE_EVERY_MS = 5 * 60_000;

/** When tokens were last used: noted at once, written behind. */
export class UsageLog {
  readonly #options: UsageLogOptions;
  readonly #usedAt = new Map<string, number>();
  readonly #unwritten = new Set<string>();
  #cancelTimer: CancelTimer | undefined;
  #closed = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: UsageLogOptions) {
    this.#options = options;
  }

  /** Milliseconds since the epoch; `undefined` where it was never used. */
  lastUsedAt(tokenId: string): number | undefined {
    const noted = this.#usedAt.get(tokenId);
    if (noted !== undefined) return noted;
    const stored = this.#options.store.usage.get(tokenId);
    if (stored === undefined) return undefined;
    const usedAt = Date.parse(stored.lastUsedAt);
    this.#usedAt.set(tokenId, usedAt);
    return usedAt;
  }

  /** A token was used now. Costs no write. */
  note(tokenId: string): void {
    this.#usedAt.set(tokenId, this.#options.clock.now());
    this.#unwritten.add(tokenId);
    if (!this.#closed) this.#cancelTimer ??= this.#options.clock.setTimeout(() => void this.flush(), WRITE_EVERY_MS);
  }

  /** Forgets tokens that are gone. */
  prune(): void {
    const { tokens } = this.#options.store;
    for (const id of this.#usedAt.keys()) {
      if (tokens.get(id) !== undefined) continue;
      this.#usedAt.delete(id);
      this.#unwritten.delete(id);
    }
  }

  /** Writes what waits. A failure is logged, and the next use tries again. */
  flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Writes what waits; what is noted later is not written. */
  close(): Promise<void> {
    this.#closed = true;
    return this.flush();
  }

  async #write(): Promise<void> {
    const { store, logger } = this.#options;
    const ids = [...this.#unwritten];
    if (ids.length === 0) return;
    this.#unwritten.clear();
    try {
      await store.writeUsage(
        ids.flatMap((id) => {
          const usedAt = this.#usedAt.get(id);
          return usedAt === undefined ? [] : [store.usage.putting(id, { tokenId: id, lastUsedAt: toInstant(usedAt) })];
        }),
      );
    } catch (error) {
      for (const id of ids) if (this.#usedAt.has(id)) this.#unwritten.add(id);
      logger.warn("When tokens were last used could not be written.", { err: error });
    }
  }
}
