import { describe, expect, test, vi } from "vitest";
import { createHome, createSetUpHome, OWNER } from "../create-access.ts";
import { UnwritablePersistence } from "../unwritable-persistence.ts";

const DAY = 24 * 3_600_000;

/** Lets what was started by a timer get done. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

describe("the end of a token", () => {
  test("comes at its time: it is told, and what is stored of it goes", async () => {
    const { access, owner, clock, revocations, persistence } = await createSetUpHome();
    const expiresAt = "2026-01-01T10:00:30.000Z";
    const { id, token } = await access.createToken(owner, { name: "x", scopes: ["devices:read"], expiresAt });
    clock.advance(10 * 3_600_000 + 29_999);
    expect(access.authenticate(token)).toBeDefined();
    expect(revocations).toEqual([]);
    clock.advance(1);
    expect(access.authenticate(token)).toBeUndefined();
    expect(revocations).toEqual([{ tokenIds: new Set([id]), reason: "ended" }]);
    await settle();
    expect(access.listTokens(owner).map((listed) => listed.id)).toEqual([owner.tokenId]);
    expect(JSON.stringify(await persistence.load())).not.toContain(id);
  });

  test("comes while the hub is off, too", async () => {
    const { access, owner, persistence } = await createSetUpHome();
    const expiresAt = "2025-12-31T00:00:00.000Z";
    const { token } = await access.createToken(owner, {
      name: "x",
      scopes: ["devices:read"],
      expiresAt: "2026-06-01T00:00:00Z",
    });
    await access.close();
    // The clock of the restarted hub stands at its beginning; what is stored has ended before.
    const stored = (await persistence.load()).find(({ body }) => body["kind"] === "api");
    if (stored !== undefined) await persistence.write([{ ...stored, body: { ...stored.body, expiresAt } }]);
    const restarted = await createHome({ persistence });
    expect(restarted.access.authenticate(token)).toBeUndefined();
    restarted.clock.advance(3_600_000);
    await settle();
    expect((await persistence.load()).filter(({ body }) => body["kind"] === "api")).toEqual([]);
  });

  test("comes before its timer where that is late", async () => {
    const { access, owner, clock } = await createSetUpHome();
    const expiresAt = "2026-01-01T00:10:00.000Z";
    const { token } = await access.createToken(owner, { name: "x", scopes: ["devices:read"], expiresAt });
    const asked = access.authenticate(token);
    if (asked === undefined) throw new Error("not good");
    const { ticket } = access.issueTicket(asked);
    vi.spyOn(clock, "now").mockReturnValue(Date.parse("2026-01-01T00:10:00.000Z"));
    expect(access.authenticate(token)).toBeUndefined();
    expect(access.redeemTicket(ticket)).toBeUndefined();
  });

  test("comes where the disk is full, too", async () => {
    const persistence = new UnwritablePersistence();
    const { access, owner, clock, revocations } = await createSetUpHome({ persistence });
    const expiresAt = "2026-01-01T00:10:00.000Z";
    const { token } = await access.createToken(owner, { name: "x", scopes: ["devices:read"], expiresAt });
    persistence.full = true;
    clock.advance(600_000);
    await settle();
    expect(access.authenticate(token)).toBeUndefined();
    expect(revocations).toHaveLength(1);
    expect(clock.pendingTimers).toBeGreaterThan(0);
  });
});

describe("the end of a session", () => {
  test("comes after thirty idle days, and each use puts it off", async () => {
    const { access, clock, ownerToken, owner, revocations } = await createSetUpHome();
    clock.advance(29 * DAY);
    expect(access.authenticate(ownerToken)).toBe(owner);
    expect(access.describe(owner).token.expiresAt).toBe("2026-03-01T00:00:00.000Z");
    clock.advance(29 * DAY);
    expect(access.authenticate(ownerToken)).toBe(owner);
    clock.advance(30 * DAY);
    expect(access.authenticate(ownerToken)).toBeUndefined();
    expect(revocations).toEqual([{ tokenIds: new Set([owner.tokenId]), reason: "ended" }]);
  });

  test("is put off by a stream that is open", async () => {
    const { access, clock, ownerToken, owner } = await createSetUpHome();
    for (let day = 0; day < 90; day += 1) {
      clock.advance(DAY);
      access.keepAlive(owner);
    }
    expect(access.authenticate(ownerToken)).toBe(owner);
  });

  test("counts from the last use before a restart", async () => {
    const { access, clock, ownerToken, persistence } = await createSetUpHome();
    clock.advance(20 * DAY);
    access.authenticate(ownerToken);
    await access.close();
    const restarted = await createHome({ persistence });
    restarted.clock.advance(45 * DAY);
    expect(restarted.access.authenticate(ownerToken)).toBeDefined();
    restarted.clock.advance(31 * DAY);
    expect(restarted.access.authenticate(ownerToken)).toBeUndefined();
  });
});

describe("the last use", () => {
  test("is known at once and written behind, once for many uses", async () => {
    const persistence = new UnwritablePersistence();
    const { access, clock, owner, ownerToken } = await createSetUpHome({ persistence });
    const lastUsed = () => access.listTokens(owner)[0]?.lastUsedAt;
    expect(lastUsed()).toBe("2026-01-01T00:00:00.000Z");
    const before = persistence.writes;
    for (let second = 0; second < 240; second += 1) {
      clock.advance(1000);
      access.authenticate(ownerToken);
    }
    expect(lastUsed()).toBe("2026-01-01T00:04:00.000Z");
    expect(persistence.writes).toBe(before);
    clock.advance(60_000);
    await settle();
    expect(persistence.writes).toBe(before + 1);
    clock.advance(DAY);
    await settle();
    expect(persistence.writes).toBe(before + 1);
  });

  test("is written when the hub stops", async () => {
    const { access, clock, ownerToken, persistence } = await createSetUpHome();
    clock.advance(60_000);
    access.authenticate(ownerToken);
    await access.close();
    const usage = (await persistence.load()).filter(({ collection }) => collection === "token-usage");
    expect(usage.map(({ body }) => body["lastUsedAt"])).toEqual(["2026-01-01T00:01:00.000Z"]);
  });

  test("is written again after the disk was full", async () => {
    const persistence = new UnwritablePersistence();
    const { access, clock, ownerToken, lines } = await createSetUpHome({ persistence });
    access.authenticate(ownerToken);
    persistence.full = true;
    clock.advance(300_000);
    await settle();
    expect(lines.join("\n")).toContain("could not be written");
    persistence.full = false;
    await access.close();
    expect((await persistence.load()).some(({ collection }) => collection === "token-usage")).toBe(true);
  });

  test("of a token that was revoked meanwhile brings nothing back", async () => {
    const { access, clock, owner, persistence } = await createSetUpHome();
    const { id, token } = await access.createToken(owner, { name: "x", scopes: ["devices:read"] });
    access.authenticate(token);
    await Promise.all([access.revokeToken(owner, id), access.close()]);
    clock.advance(3_600_000);
    const restarted = await createHome({ persistence });
    expect(restarted.access.authenticate(token)).toBeUndefined();
    restarted.clock.advance(3_600_000);
    await settle();
    expect(JSON.stringify(await persistence.load())).not.toContain(id);
  });
});

describe("close", () => {
  test("leaves no timer behind, also when it is called again or used afterwards", async () => {
    const { access, clock, ownerToken } = await createSetUpHome();
    access.authenticate(ownerToken);
    await access.logIn(OWNER, "a");
    expect(clock.pendingTimers).toBeGreaterThan(0);
    await Promise.all([access.close(), access.close()]);
    access.authenticate(ownerToken);
    await access.logIn(OWNER, "a");
    expect(clock.pendingTimers).toBe(0);
  });
});
