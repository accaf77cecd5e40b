import { ApiFailure } from "@hos/protocol/rest";
import { describe, expect, test } from "vitest";
import { createSetUpHome } from "../create-access.ts";

describe("a stream ticket", () => {
  test("is good once", async () => {
    const { access, owner } = await createSetUpHome();
    const { ticket, expiresAt } = access.issueTicket(owner);
    expect(ticket).toMatch(/^[A-HJKMNP-TW-Z2-9]{40}$/);
    expect(expiresAt).toBe("2026-01-01T00:01:00.000Z");
    expect(access.redeemTicket(ticket)).toBe(owner);
    expect(access.redeemTicket(ticket)).toBeUndefined();
  });

  test("is good for sixty seconds", async () => {
    const { access, owner, clock } = await createSetUpHome();
    const first = access.issueTicket(owner);
    const second = access.issueTicket(owner);
    clock.advance(59_999);
    expect(access.redeemTicket(first.ticket)).toBe(owner);
    clock.advance(1);
    expect(access.redeemTicket(second.ticket)).toBeUndefined();
  });

  test("is as good as the token that asked for it: it ends with it, and reaches as it does now", async () => {
    const { access, owner } = await createSetUpHome();
    const { id, token } = await access.createToken(owner, { name: "x", scopes: ["devices:read"] });
    const asked = access.authenticate(token);
    if (asked === undefined) throw new Error("not good");
    const tickets = [access.issueTicket(asked), access.issueTicket(asked)];
    expect(access.redeemTicket(tickets[0]?.ticket ?? "")).toBe(asked);
    await access.revokeToken(owner, id);
    expect(access.redeemTicket(tickets[1]?.ticket ?? "")).toBeUndefined();
  });

  test("of the root token is the root's", async () => {
    const { access } = await createSetUpHome({ rootToken: "r".repeat(32) });
    const root = access.authenticate("r".repeat(32));
    if (root === undefined) throw new Error("not good");
    expect(access.redeemTicket(access.issueTicket(root).ticket)).toBe(root);
  });

  test.each(["", "x", "A".repeat(40), "A".repeat(100_000)])("is none that nobody was given", async (ticket) => {
    const { access, owner } = await createSetUpHome();
    access.issueTicket(owner);
    expect(access.redeemTicket(ticket)).toBeUndefined();
  });

  test("pushes out the oldest of its token beyond twenty, and nobody else's", async () => {
    const { access, owner } = await createSetUpHome();
    const { token } = await access.createToken(owner, { name: "x", scopes: ["devices:read"] });
    const other = access.authenticate(token);
    if (other === undefined) throw new Error("not good");
    const others = access.issueTicket(other);
    const own = Array.from({ length: 21 }, () => access.issueTicket(owner).ticket);
    expect(own.map((ticket) => access.redeemTicket(ticket) !== undefined)).toEqual([false, ...Array(20).fill(true)]);
    expect(access.redeemTicket(others.ticket)).toBe(other);
  });

  test("is refused beyond a thousand, until some are used or over", async () => {
    const { access, owner, clock } = await createSetUpHome();
    const issued: string[] = [];
    for (let made = 0; made < 50; made += 1) {
      const { token } = await access.createToken(owner, { name: `t${made}`, scopes: ["devices:read"] });
      const principal = access.authenticate(token);
      if (principal === undefined) throw new Error("not good");
      for (let ticket = 0; ticket < 20; ticket += 1) issued.push(access.issueTicket(principal).ticket);
    }
    expect(issued).toHaveLength(1000);
    expect(() => access.issueTicket(owner)).toThrow(ApiFailure);
    access.redeemTicket(issued[0] ?? "");
    expect(access.issueTicket(owner)).toBeDefined();
    clock.advance(60_000);
    expect(access.issueTicket(owner)).toBeDefined();
  });
});
