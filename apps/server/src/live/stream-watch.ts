import type { AccessControl, Principal, Revocation } from "@hos/access";
import type { Unsubscribe } from "@hos/runtime";

type OnEnd = (reason: Revocation["reason"]) => void;

/** Ends what is open in the name of a token when the token ends or reaches elsewhere. */
export class StreamWatch {
  readonly #open = new Map<string, Set<OnEnd>>();
  readonly #unsubscribe: Unsubscribe;

  constructor(access: Pick<AccessControl, "onRevoked">) {
    this.#unsubscribe = access.onRevoked((revocation) => this.#end(revocation));
  }

  /** How many streams are watched. */
  get size(): number {
    let size = 0;
    for (const ends of this.#open.values()) size += ends.size;
    return size;
  }

  /** Calls `onEnd` at most once. @returns stops watching; calling it again does nothing. */
  add({ tokenId }: Principal, onEnd: OnEnd): Unsubscribe {
    const ends = this.#open.get(tokenId) ?? new Set();
    // One of its own, so that the same function may be added twice.
    const end: OnEnd = (reason) => onEnd(reason);
    this.#open.set(tokenId, ends.add(end));
    return () => {
      ends.delete(end);
      if (ends.size === 0 && this.#open.get(tokenId) === ends) this.#open.delete(tokenId);
    };
  }

  close(): void {
    this.#unsubscribe();
    this.#open.clear();
  }

  #end({ tokenIds, reason }: Revocation): void {
    for (const tokenId of tokenIds) {
      const ends = this.#open.get(tokenId) ?? [];
      this.#open.delete(tokenId);
      for (const end of ends) end(reason);
    }
  }
}
