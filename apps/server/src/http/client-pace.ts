import type { Principal } from "@hos/access";
import { ApiFailure } from "@hos/protocol/rest";
import type { Clock } from "@hos/runtime";

/** What a {@link ClientPace} is made of. */
export interface ClientPaceOptions {
  readonly clock: Clock;
  /** How much of the hub's time one credential may have, percent. */
  readonly percent: number;
}

/** What may be used at once after a pause, milliseconds of the hub's time. */
const BURST_MS = 1000;
/** What a request costs besides what can be measured: reading and answering it. */
const FLAT_MS = 0.1;
/** Credentials that are remembered; a credential that was quiet for a second has all of its time again. */
const MAX_KNOWN = 1000;

interface Account {
  leftMs: number;
  atMs: number;
}

/**
 * Bounds how much of the hub's time the requests of one credential take, so that one that asks for much and often does not
 * keep the others waiting. Time is paid for after it was used. The root token has no bound.
 */
export class ClientPace {
  readonly #clock: Clock;
  readonly #percent: number;
  /** The one that asked longest ago first. */
  readonly #accounts = new Map<string, Account>();

  constructor({ clock, percent }: ClientPaceOptions) {
    this.#clock = clock;
    this.#percent = percent;
  }

  /**
   * Does the synchronous part of a request in the name of somebody, and has it paid for.
   *
   * @throws {ApiFailure} TOO_MANY_REQUESTS where there is no time left; and what `work` throws.
   */
  spend<Answer>({ kind, tokenId }: Principal, work: () => Answer): Answer {
    if (kind === "root") return work();
    const beganAt = this.#clock.now();
    const account = this.#refill(tokenId, beganAt);
    if (account.leftMs <= 0) throw this.#tooMuch(account);
    try {
      return work();
    } finally {
      account.leftMs -= FLAT_MS + Math.max(this.#clock.now() - beganAt, 0);
    }
  }

  #refill(tokenId: string, now: number): Account {
    const account = this.#accounts.get(tokenId) ?? { leftMs: BURST_MS, atMs: now };
    // A clock that was set back gives nothing and takes nothing.
    const passedMs = Math.max(now - account.atMs, 0);
    account.leftMs = Math.min(account.leftMs + (passedMs * this.#percent) / 100, BURST_MS);
    account.atMs = now;
    this.#accounts.delete(tokenId);
    this.#accounts.set(tokenId, account);
    const [oldest] = this.#accounts.keys();
    if (oldest !== undefined && this.#accounts.size > MAX_KNOWN) this.#accounts.delete(oldest);
    return account;
  }

  #tooMuch({ leftMs }: Account): ApiFailure {
    const retryAfterS = Math.max(Math.ceil((-leftMs * 100) / this.#percent / 1000), 1);
    return new ApiFailure("TOO_MANY_REQUESTS", `This credential asks for too much. Try again in ${retryAfterS} s.`, {
      details: ["Listen to the live stream instead of asking again and again."],
      retryAfterS,
    });
  }
}
