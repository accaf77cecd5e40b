import { ApiFailure, type StreamTicket } from "@hos/protocol/rest";
import { type Clock, toInstant } from "@hos/runtime";
import { createSecretText } from "../credentials/create-secret-text.ts";
import { hashSecret } from "../credentials/hash-secret.ts";
import type { RandomBytes } from "../credentials/random-bytes.ts";

/** What {@link StreamTickets} are made of. */
export interface StreamTicketsOptions {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

interface Issued {
  readonly tokenId: string;
  readonly expiresAt: number;
}

const LIFETIME_MS = 60_000;
const LENGTH = 40;
const MAX_TICKETS = 1000;
/** The oldest of a token goes when it asks for more: a client that does not use them takes nothing from others. */
const MAX_OF_TOKEN = 20;

/**
 * Tickets that open one stream each: they stand in a URL, where logs and histories see them, and are worth nothing a
 * minute later or once they were used. A ticket is as good as the token that asked for it.
 */
export class StreamTickets {
  readonly #clock: Clock;
  readonly #randomBytes: RandomBytes;
  /** By the hash of the ticket, the oldest first. */
  readonly #issued = new Map<string, Issued>();

  constructor({ clock, randomBytes }: StreamTicketsOptions) {
    this.#clock = clock;
    this.#randomBytes = randomBytes;
  }

  /** @throws {ApiFailure} TOO_MANY_REQUESTS */
  issue(tokenId: string): StreamTicket {
    this.#forgetExpired();
    const own = [...this.#issued].filter(([, issued]) => issued.tokenId === tokenId);
    if (own.length >= MAX_OF_TOKEN) for (const [hash] of own.slice(0, 1)) this.#issued.delete(hash);
    if (this.#issued.size >= MAX_TICKETS) {
      const retryAfterS = LIFETIME_MS / 1000;
      throw new ApiFailure("TOO_MANY_REQUESTS", "Too many stream tickets wait to be used.", { retryAfterS });
    }
    const ticket = createSecretText(LENGTH, this.#randomBytes);
    const expiresAt = this.#clock.now() + LIFETIME_MS;
    this.#issued.set(hashSecret(ticket), { tokenId, expiresAt });
    return { ticket, expiresAt: toInstant(expiresAt) };
  }

  /** The token that asked for the ticket, once; `undefined` where it is not good. */
  redeem(ticket: string): string | undefined {
    this.#forgetExpired();
    const hash = hashSecret(ticket);
    const issued = this.#issued.get(hash);
    this.#issued.delete(hash);
    return issued?.tokenId;
  }

  #forgetExpired(): void {
    const now = this.#clock.now();
    for (const [hash, { expiresAt }] of this.#issued) {
      if (expiresAt <= now) this.#issued.delete(hash);
    }
  }
}
