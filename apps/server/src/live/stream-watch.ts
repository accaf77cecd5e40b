import type { AccessControl, Principal, Revocation } from "@hos/access";
import type { CancelTimer, Clock, Unsubscribe } from "@hos/runtime";

type OnEnd = (reason: Revocation["reason"]) => void;

interface Open {
  readonly principal: Principal;
  readonly ends: Set<OnEnd>;
}

/** Sessions do not end for want of requests while a stream is open. Access control counts in longer times than this. */
const KEEP_ALIVE_MS = 3_600_000;

/**
 * Ends what is open in the name of a token when the token ends or reaches elsewhere, and keeps sessions alive in whose
 * name something is open.
 */
export class StreamWatch {
  readonly #access: Pick<AccessControl, "keepAlive" | "onRevoked">;
  readonly #clock: Clock;
  readonly #open = new Map<string, Open>();
  readonly #unsubscribe: Unsubscribe;
  #cancelKeepAlive: CancelTimer | undefined;

  constructor(access: Pick<AccessControl, "keepAlive" | "onRevoked">, clock: Clock) {
    this.#access = access;
    this.#clock = clock;
    this.#unsubscribe = access.onRevoked((revocation) => this.#end(revocation));
  }

  /** How many streams are watched. */
  get size(): number {
    let size = 0;
    for (const { ends } of this.#open.values()) size += ends.size;
    return size;
  }

  /** Calls `onEnd` at most once. @returns stops watching; calling it again does nothing. */
  add(principal: Principal, onEnd: OnEnd): Unsubscribe {
    const { tokenId } = principal;
    const open = this.#open.get(tokenId) ?? { principal, ends: new Set() };
    // One of its own, so that the same function may be added twice.
    const end: OnEnd = (reason) => onEnd(reason);
    open.ends.add(end);
    this.#open.set(tokenId, open);
    this.#keepAlive();
    return () => {
      open.ends.delete(end);
      if (open.ends.size === 0 && this.#open.get(tokenId) === open) this.#open.delete(tokenId);
    };
  }

  close(): void {
    this.#unsubscribe();
    this.#cancelKeepAlive?.();
    this.#open.clear();
  }

  #end({ tokenIds, reason }: Revocation): void {
    for (const tokenId of tokenIds) {
      const ends = this.#open.get(tokenId)?.ends ?? [];
      this.#open.delete(tokenId);
      for (const end of ends) end(reason);
    }
  }

  #keepAlive(): void {
    this.#cancelKeepAlive ??= this.#clock.setTimeout(() => {
      this.#cancelKeepAlive = undefined;
      if (this.#open.size === 0) return;
      for (const { principal } of this.#open.values()) this.#access.keepAlive(principal);
      this.#keepAlive();
    }, KEEP_ALIVE_MS);
  }
}
