import type { Principal, Revocation } from "@hos/access";
import type { StreamTicket } from "@hos/protocol/rest";
import { Emitter } from "@hos/runtime";
import { createPrincipal } from "./principals.ts";

/** Access control with the tokens that a test names. */
export class FakeAccess {
  readonly #principals = new Map<string, Principal>();
  readonly #tickets = new Map<string, Principal>();
  readonly #events = new Emitter<{ revoked: Revocation }>((fault) => {
    throw fault;
  });

  /** Makes `token` good, for somebody as `createPrincipal` makes them. */
  allow(token: string, ...person: Parameters<typeof createPrincipal>): void {
    this.#principals.set(token, { ...createPrincipal(...person), tokenId: token });
  }

  /** Tells that `token` ended, or reaches elsewhere. */
  revoke(token: string, reason: Revocation["reason"] = "ended"): void {
    if (reason === "ended") this.#principals.delete(token);
    this.#events.emit("revoked", { tokenIds: new Set([token]), reason });
  }

  authenticate(token: string | undefined): Principal | undefined {
    return token === undefined ? undefined : this.#principals.get(token);
  }

  onRevoked(listener: (revocation: Revocation) => void): () => void {
    return this.#events.on("revoked", listener);
  }

  issueTicket(principal: Principal): StreamTicket {
    const ticket = `ticket-${this.#tickets.size}`;
    this.#tickets.set(ticket, principal);
    return { ticket, expiresAt: "2026-01-01T00:00:00.000Z" };
  }

  redeemTicket(ticket: string): Principal | undefined {
    const principal = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return principal;
  }
}
