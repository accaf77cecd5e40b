import type { CancelTimer, Clock, Logger } from "@hos/runtime";
import type { AccessStore } from "../store/access-store.ts";
import type { TokenRegistry } from "./token-registry.ts";

/** What a {@link TokenExpiry} is made of. */
export interface TokenExpiryOptions {
  readonly store: AccessStore;
  readonly registry: TokenRegistry;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A timer of Node cannot wait for a month, and a session that is used ends later than its timer knew. */
const LOOK_EVERY_MS = 3_600_000;

/** Ends tokens and sessions at their time: what is open in their name is told, and what is stored of them goes. */
export class TokenExpiry {
  readonly #options: TokenExpiryOptions;
  #cancelTimer: CancelTimer | undefined;
  #closed = false;

  constructor(options: TokenExpiryOptions) {
    this.#options = options;
  }

  /** Looks what ended, and when to look again. To be called after every change too. */
  watch(): void {
    this.#cancelTimer?.();
    if (this.#closed) return;
    const { clock, registry } = this.#options;
    const waitMs = Math.min(Math.max(registry.nextEnd - clock.now(), 0), LOOK_EVERY_MS);
    this.#cancelTimer = clock.setTimeout(() => void this.#look(), waitMs);
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
  }

  async #look(): Promise<void> {
    const { registry, logger } = this.#options;
    // First, since streams have to end whether or not the disk takes it.
    registry.refresh();
    this.watch();
    try {
      await this.#forget();
    } catch (error) {
      logger.warn("Tokens that ended could not be removed.", { err: error });
    }
  }

  /** Removes tokens that ended, and what is left of tokens that are gone. */
  #forget(): Promise<void> {
    const { store, registry, clock } = this.#options;
    return store.change(() => {
      const ended = store.tokens.list().filter((token) => registry.endOf(token) <= clock.now());
      const orphans = store.usage.list().filter(({ tokenId }) => store.tokens.get(tokenId) === undefined);
      const changes = [
        ...ended.flatMap(({ id }) => store.removingToken(id)),
        ...orphans.map(({ tokenId }) => store.usage.removing(tokenId)),
      ];
      return [changes, undefined];
    });
  }
}
