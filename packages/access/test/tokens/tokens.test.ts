import { type AccessControl, authorize, type Principal } from "@hos/access";
import type { CreateToken } from "@hos/protocol/rest";
import { describe, expect, test } from "vitest";
import { createHome, createSetUpHome } from "../create-access.ts";
import { UnwritablePersistence } from "../unwritable-persistence.ts";

const READ: CreateToken = { name: "script", scopes: ["devices:read"] };
const ROOT = "r".repeat(32);

function who(access: AccessControl, token: string): Principal {
  const principal = access.authenticate(token);
  if (principal === undefined) throw new Error("The token is not good.");
  return principal;
}

async function addPerson(access: AccessControl, role: "admin" | "member" | "guest") {
  const user = await access.createUser({ username: role, password: "some long words", role });
  const { token } = await access.logIn({ username: role, password: "some long words" }, "a");
  return { user, principal: who(access, token), token };
}

describe("making a token", () => {
  test("shows the secret once and stores a hash of it only", async () => {
    const { access, owner, ownerId, persistence } = await createSetUpHome();
    const made = await access.createToken(owner, {
      ...READ,
      deviceIds: ["lamp"],
      expiresAt: "2027-01-01T01:00:00+01:00",
    });
    expect(made).toEqual({
      id: expect.any(String) as string,
      name: "script",
      kind: "api",
      userId: ownerId,
      scopes: ["devices:read"],
      deviceIds: ["lamp"],
      createdAt: "2026-01-01T00:00:00.000Z",
      lastUsedAt: null,
      expiresAt: "2027-01-01T00:00:00.000Z",
      revokedAt: null,
      token: expect.stringMatching(/^hos_[0-9A-Z]{26}_[A-Z2-9]{40}$/) as string,
    });
    const secret = made.token.split("_").at(-1) ?? "";
    expect(JSON.stringify(await persistence.load())).not.toContain(secret);
    expect(JSON.stringify(access.listTokens(owner))).not.toContain(secret);
  });

  test("gives what it says: scopes and confinement", async () => {
    const { access, owner } = await createSetUpHome();
    const { token } = await access.createToken(owner, { ...READ, deviceIds: ["lamp"] });
    const principal = who(access, token);
    const lamp = { id: "lamp", spaceId: null };
    expect(principal).toMatchObject({ kind: "api", name: "script", userId: owner.userId });
    expect(authorize(principal, { scope: "devices:read", subject: lamp })).toBe("allowed");
    expect(authorize(principal, { scope: "devices:command", subject: lamp })).toBe("denied");
    expect(authorize(principal, { scope: "devices:read", subject: { id: "plug", spaceId: null } })).toBe("denied");
  });

  test("lets nobody use up the tokens of all", async () => {
    const { access, owner } = await createSetUpHome();
    const { principal } = await addPerson(access, "guest");
    for (let made = 0; made < 100; made += 1) await access.createToken(principal, READ);
    await expect(access.createToken(principal, READ)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "You have 100 tokens. Revoke those that nobody needs.",
    });
    await expect(access.createToken(owner, READ)).resolves.toMatchObject({ name: "script" });
  });

  test("refuses scopes that the maker has not", async () => {
    const { access } = await createSetUpHome();
    const { principal } = await addPerson(access, "guest");
    const asked = access.createToken(principal, {
      name: "x",
      scopes: ["devices:read", "config:write", "os_api_admin"],
    });
    await expect(asked).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: "You do not have what you want to give: config:write, os_api_admin.",
    });
  });

  test("is not for tokens, which would outlive themselves in others, but for those of admins", async () => {
    const { access, owner } = await createSetUpHome();
    const read = await access.createToken(owner, READ);
    await expect(access.createToken(who(access, read.token), READ)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const part = await access.createToken(owner, { name: "part", scopes: ["os_api_admin"], spaceIds: ["kitchen"] });
    await expect(access.createToken(who(access, part.token), READ)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const admin = await access.createToken(owner, { name: "admin", scopes: ["os_api_admin"] });
    await expect(access.createToken(who(access, admin.token), READ)).resolves.toMatchObject({ userId: owner.userId });
  });

  test("belongs to nobody where the root token makes it", async () => {
    const { access } = await createHome({ rootToken: ROOT });
    const made = await access.createToken(who(access, ROOT), { name: "tool", scopes: ["drivers:manage"] });
    expect(made.userId).toBeNull();
    expect(who(access, made.token)).toMatchObject({ userId: undefined, name: "tool" });
  });

  test.each([
    ["2025-12-31T23:59:59.000Z", "expiresAt must be in the future."],
    ["2026-01-01T00:00:00.000Z", "expiresAt must be in the future."],
    ["tomorrow", "ISO 8601"],
    ["2027-01-01", "ISO 8601"],
    ["2027-13-45T00:00:00Z", "ISO 8601"],
  ])("refuses %s as its end", async (expiresAt, detail) => {
    const { access, owner } = await createSetUpHome();
    const failure: unknown = await access.createToken(owner, { ...READ, expiresAt }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "INVALID_REQUEST", details: [expect.stringContaining(detail)] });
  });

  test("fails for a session that was ended meanwhile", async () => {
    const { access, owner } = await createSetUpHome();
    const [ended, made] = await Promise.allSettled([access.logOut(owner), access.createToken(owner, READ)]);
    expect(ended.status).toBe("fulfilled");
    expect(made).toMatchObject({ status: "rejected", reason: { code: "UNAUTHORIZED" } });
  });
});

describe("authenticating", () => {
  test("gives the same object each time", async () => {
    const { access, owner, ownerToken } = await createSetUpHome();
    expect(access.authenticate(ownerToken)).toBe(owner);
    await access.createToken(owner, READ);
    await access.createUser({ username: "guest", password: "some long words", role: "guest" });
    expect(access.authenticate(ownerToken)).toBe(owner);
  });

  test("takes no other secret, no other kind and nothing that is no credential", async () => {
    const { access, ownerToken } = await createSetUpHome({ rootToken: ROOT });
    const [, id = "", secret = ""] = ownerToken.split("_");
    const last = secret.at(-1) === "A" ? "B" : "A";
    for (const wrong of [
      undefined,
      "",
      id,
      `hoss_${id}_`,
      `hoss_${id}_${secret.slice(0, -1)}${last}`,
      `hos_${id}_${secret}`,
      `hosd_${id}_${secret}`,
      `hoss_${id}_${secret}A`,
      `hoss_${id.toLowerCase()}_${secret}`,
      `hoss_root_${ROOT}`,
      `${ROOT}r`,
      "r".repeat(31),
    ]) {
      expect(access.authenticate(wrong)).toBeUndefined();
    }
  });

  test("takes the root token where there is one, and refuses a short one", async () => {
    const { access } = await createHome({ rootToken: ROOT });
    const root = who(access, ROOT);
    expect(root).toMatchObject({ kind: "root", tokenId: "root", userId: undefined });
    expect(authorize(root, { scope: "drivers:manage", subject: "home" })).toBe("allowed");
    await expect(createHome({ rootToken: "r".repeat(31) })).rejects.toThrow(RangeError);
    const without = await createHome();
    expect(without.access.authenticate(ROOT)).toBeUndefined();
  });

  test("knows tokens and sessions again after a restart", async () => {
    const { access, owner, ownerToken, persistence } = await createSetUpHome();
    const { token } = await access.createToken(owner, READ);
    await access.close();
    const restarted = await createHome({ persistence });
    expect(restarted.access.authenticate(token)).toMatchObject({ name: "script" });
    expect(restarted.access.authenticate(ownerToken)).toMatchObject({ name: "Owner" });
  });
});

describe("listing tokens", () => {
  test("shows an admin all of them, a person the own ones, a token itself", async () => {
    const { access, owner } = await createSetUpHome({ rootToken: ROOT });
    const guest = await addPerson(access, "guest");
    const made = await access.createToken(guest.principal, READ);
    const others = await access.createToken(owner, READ);
    const ids = (by: Principal) => access.listTokens(by).map(({ id }) => id);
    const all = [owner.tokenId, guest.principal.tokenId, made.id, others.id];
    expect(ids(owner)).toEqual(all);
    expect(ids(who(access, ROOT))).toEqual(all);
    expect(ids(guest.principal)).toEqual([guest.principal.tokenId, made.id]);
    expect(ids(who(access, made.token))).toEqual([made.id]);
  });

  test("shows of a session how far it reaches: as far as its person", async () => {
    const { access } = await createSetUpHome();
    const { principal } = await addPerson(access, "guest");
    expect(access.listTokens(principal)).toMatchObject([
      { kind: "session", scopes: ["devices:read", "devices:command"] },
    ]);
  });
});

describe("revoking a token", () => {
  test("stops it at once, tells who has to be closed, and it does not come back", async () => {
    const { access, owner, persistence, revocations } = await createSetUpHome();
    const { id, token } = await access.createToken(owner, READ);
    access.onRevoked(() => expect(access.authenticate(token)).toBeUndefined());
    const revoked = await access.revokeToken(owner, id);
    expect(revoked).toMatchObject({ id, name: "script", revokedAt: "2026-01-01T00:00:00.000Z" });
    expect(access.authenticate(token)).toBeUndefined();
    expect(revocations).toEqual([{ tokenIds: new Set([id]), reason: "ended" }]);
    await expect(access.revokeToken(owner, id)).rejects.toMatchObject({ code: "NO_TOKEN" });
    await access.close();
    expect((await createHome({ persistence })).access.authenticate(token)).toBeUndefined();
  });

  test("is for those who may see it", async () => {
    const { access, owner } = await createSetUpHome();
    const guest = await addPerson(access, "guest");
    const owners = await access.createToken(owner, READ);
    const own = await access.createToken(guest.principal, READ);
    for (const [by, id] of [
      [guest.principal, owners.id],
      [guest.principal, owner.tokenId],
      [who(access, own.token), guest.principal.tokenId],
      [guest.principal, "root"],
    ] as const) {
      await expect(access.revokeToken(by, id)).rejects.toMatchObject({ code: "NO_TOKEN" });
    }
    await access.revokeToken(owner, own.id);
    await access.revokeToken(owner, guest.principal.tokenId);
    expect(access.authenticate(guest.token)).toBeUndefined();
  });

  test("does not repeat what was given for the id, which may be a secret", async () => {
    const { access, owner } = await createSetUpHome();
    const { token } = await access.createToken(owner, READ);
    const failure: unknown = await access.revokeToken(owner, token).catch((error: unknown) => error);
    expect(String(failure)).not.toContain(token.slice(-40));
  });

  test("stops it even where that cannot be written, and says so", async () => {
    const persistence = new UnwritablePersistence();
    const { access, owner, revocations } = await createSetUpHome({ persistence });
    const { id, token } = await access.createToken(owner, READ);
    persistence.full = true;
    await expect(access.revokeToken(owner, id)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    expect(access.authenticate(token)).toBeUndefined();
    expect(revocations).toEqual([{ tokenIds: new Set([id]), reason: "ended" }]);
    persistence.full = false;
    await expect(access.revokeToken(owner, id)).resolves.toMatchObject({ id });
  });
});
