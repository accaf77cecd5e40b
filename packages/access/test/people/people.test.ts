import { authorize, type Principal } from "@hos/access";
import type { UpdateUser } from "@hos/protocol/rest";
import { describe, expect, test } from "vitest";
import { createHome, createSetUpHome, OWNER } from "../create-access.ts";

const PASSWORD = "some long words";
const ROOT = "r".repeat(32);

async function createHomeWithGuest() {
  const home = await createSetUpHome({ rootToken: ROOT });
  const { access } = home;
  const guest = await access.createUser({
    username: "Guest",
    password: PASSWORD,
    role: "guest",
    spaceIds: ["kitchen"],
  });
  const { token } = await access.logIn({ username: "guest", password: PASSWORD }, "a");
  const principal = access.authenticate(token);
  if (principal === undefined) throw new Error("The guest's session is not good.");
  const made = await access.createToken(principal, { name: "script", scopes: ["devices:read"] });
  return { ...home, guest, guestToken: token, guestSession: principal, guestApi: made };
}

describe("adding a person", () => {
  test("shows what was asked for, never the password", async () => {
    const { access, guest, persistence } = await createHomeWithGuest();
    expect(guest).toEqual({
      id: guest.id,
      username: "Guest",
      role: "guest",
      scopes: ["devices:read", "devices:command"],
      spaceIds: ["kitchen"],
      disabled: false,
      createdAt: "2026-01-01T00:00:00.000Z",
    });
    expect(access.listUsers()).toEqual([expect.objectContaining({ username: "Owner" }), guest]);
    expect(JSON.stringify(await persistence.load())).not.toContain(PASSWORD);
  });

  test.each(["Owner", "owner", " OWNER ", "ＯＷＮＥＲ"])("refuses a name that is taken: %j", async (username) => {
    const { access } = await createSetUpHome();
    const added = access.createUser({ username, password: PASSWORD, role: "guest" });
    await expect(added).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("takes what looks alike for the same name", async () => {
    const { access } = await createSetUpHome();
    await access.createUser({ username: "\u2121", password: PASSWORD, role: "guest" });
    const added = access.createUser({ username: "tel", password: PASSWORD, role: "guest" });
    await expect(added).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("lets one of two in that come at once with one name", async () => {
    const { access } = await createSetUpHome();
    const add = (username: string) => access.createUser({ username, password: PASSWORD, role: "guest" });
    const outcomes = await Promise.allSettled([add("anna"), add("Anna")]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test.each(["", "   ", "a\u0000b", "a\u200bb", "\ufdfa".repeat(10)])("refuses %j as a name", async (username) => {
    const { access } = await createSetUpHome();
    const added = access.createUser({ username, password: PASSWORD, role: "guest" });
    await expect(added).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });

  test.each(["short", "password", "PASSWORD1", "aaaaaaaaaa", "new-person", "x".repeat(257)])(
    "refuses %s as a password",
    async (password) => {
      const { access } = await createSetUpHome();
      const added = access.createUser({ username: "New-Person", password, role: "guest" });
      await expect(added).rejects.toMatchObject({ code: "INVALID_REQUEST" });
    },
  );

  test("wants an admin first", async () => {
    const { access } = await createHome({ rootToken: ROOT });
    const added = access.createUser({ username: "guest", password: PASSWORD, role: "guest" });
    await expect(added).rejects.toMatchObject({ code: "CONFLICT" });
    expect(access.setupRequired).toBe(true);
  });

  test.each(["admin", "member"] as const)("does not confine a person who is %s", async (role) => {
    const { access } = await createSetUpHome();
    const added = access.createUser({ username: "x", password: PASSWORD, role, deviceIds: [] });
    await expect(added).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });
});

describe("changing a person", () => {
  test("changes what is named and leaves the rest", async () => {
    const { access, owner, guest } = await createHomeWithGuest();
    const changed = await access.updateUser(owner, guest.id, { username: "Anna", deviceIds: ["lamp"] });
    expect(changed).toEqual({ ...guest, username: "Anna", deviceIds: ["lamp"] });
    expect(await access.updateUser(owner, guest.id, {})).toEqual(changed);
    const { spaceIds: _, ...without } = changed;
    expect(await access.updateUser(owner, guest.id, { spaceIds: null })).toEqual(without);
  });

  test.each<[string, UpdateUser]>([
    ["a role", { role: "member", spaceIds: null }],
    ["a confinement", { spaceIds: ["cellar"] }],
    ["a confinement that is taken away", { spaceIds: null }],
    ["a name", { username: "Anna" }],
  ])("with %s tells that sessions and tokens reach differently, and they stay good", async (_, request) => {
    const { access, owner, guest, guestSession, guestToken, guestApi, revocations } = await createHomeWithGuest();
    await access.updateUser(owner, guest.id, request);
    // A token has a name of its own.
    const tokenIds = request.username === undefined ? [guestSession.tokenId, guestApi.id] : [guestSession.tokenId];
    expect(revocations).toEqual([{ tokenIds: new Set(tokenIds), reason: "changed" }]);
    expect(access.authenticate(guestToken)).not.toBe(guestSession);
    expect(access.authenticate(guestToken)).toBeDefined();
    expect(access.authenticate(guestApi.token)).toBeDefined();
  });

  test("takes a token no further than its person, then and later", async () => {
    const { access, owner, guest, guestApi } = await createHomeWithGuest();
    const may = (subject: { id: string; spaceId: string } | "home") =>
      authorize(access.authenticate(guestApi.token), { scope: "devices:read", subject });
    const lamp = { id: "lamp", spaceId: "kitchen" };
    expect([may(lamp), may("home")]).toEqual(["allowed", "denied"]);
    await access.updateUser(owner, guest.id, { spaceIds: ["cellar"] });
    expect([may(lamp), may("home")]).toEqual(["denied", "denied"]);
    await access.updateUser(owner, guest.id, { spaceIds: null });
    expect([may(lamp), may("home")]).toEqual(["allowed", "allowed"]);
  });

  test("takes a token of everything down to what a person may who is no admin any more", async () => {
    const { access, owner, ownerId } = await createSetUpHome({ rootToken: ROOT });
    const { token } = await access.createToken(owner, { name: "all", scopes: ["os_api_admin"] });
    const narrow = await access.createToken(owner, { name: "drivers", scopes: ["drivers:manage"] });
    await access.createUser({ username: "second", password: PASSWORD, role: "admin" });
    await access.updateUser(access.authenticate(ROOT) as Principal, ownerId, { role: "member" });
    expect([...(access.authenticate(token)?.scopes ?? [])]).toEqual([
      "devices:read",
      "devices:command",
      "config:write",
    ]);
    // What may do nothing is not good.
    expect(access.authenticate(narrow.token)).toBeUndefined();
  });

  test("who is disabled is out at once, and tokens return with the person, sessions do not", async () => {
    const { access, owner, guest, guestSession, guestToken, guestApi, revocations } = await createHomeWithGuest();
    await access.updateUser(owner, guest.id, { disabled: true });
    expect(revocations).toEqual([{ tokenIds: new Set([guestSession.tokenId, guestApi.id]), reason: "ended" }]);
    expect(access.authenticate(guestToken)).toBeUndefined();
    expect(access.authenticate(guestApi.token)).toBeUndefined();
    await access.updateUser(owner, guest.id, { disabled: false });
    expect(access.authenticate(guestApi.token)).toBeDefined();
    expect(access.authenticate(guestToken)).toBeUndefined();
  });

  test("whose password an admin sets, is logged out everywhere", async () => {
    const { access, owner, guest, guestSession, guestToken, guestApi, revocations } = await createHomeWithGuest();
    await access.updateUser(owner, guest.id, { password: "another long one" });
    expect(revocations).toEqual([{ tokenIds: new Set([guestSession.tokenId]), reason: "ended" }]);
    expect(access.authenticate(guestToken)).toBeUndefined();
    expect(access.authenticate(guestApi.token)).toBeDefined();
    await expect(access.logIn({ username: "guest", password: "another long one" }, "b")).resolves.toBeDefined();
  });

  test("does not set the own password without the current one", async () => {
    const { access, owner, ownerId } = await createSetUpHome();
    const { token } = await access.createToken(owner, { name: "all", scopes: ["os_api_admin"] });
    for (const by of [owner, access.authenticate(token) as Principal]) {
      const changed = access.updateUser(by, ownerId, { password: "another long one" });
      await expect(changed).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });

  test("finds nobody under another id, and no place for a name that is taken", async () => {
    const { access, owner, guest } = await createHomeWithGuest();
    await expect(access.updateUser(owner, "nobody", { role: "member" })).rejects.toMatchObject({ code: "NO_USER" });
    await expect(access.updateUser(owner, guest.id, { username: "oWNER" })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("the last admin", () => {
  test.each<[string, UpdateUser]>([
    ["disabled", { disabled: true }],
    ["made a member", { role: "member" }],
    ["made a guest", { role: "guest" }],
    ["confined", { spaceIds: ["kitchen"] }],
  ])("cannot be %s", async (_, request) => {
    const { access, owner, ownerId, ownerToken } = await createSetUpHome();
    const disabled = await access.createUser({ username: "second", password: PASSWORD, role: "admin" });
    await access.updateUser(owner, disabled.id, { disabled: true });
    await expect(access.updateUser(owner, ownerId, request)).rejects.toThrow(/admin|confined/);
    expect(access.authenticate(ownerToken)).toBe(owner);
  });

  test("cannot be removed, until there is another", async () => {
    const { access, ownerId } = await createSetUpHome();
    await expect(access.removeUser(ownerId)).rejects.toMatchObject({ code: "CONFLICT" });
    await access.createUser({ username: "second", password: PASSWORD, role: "admin" });
    await access.removeUser(ownerId);
    expect(access.listUsers().map(({ username }) => username)).toEqual(["second"]);
  });

  test("is one of two that leave at once", async () => {
    const { access, ownerId } = await createSetUpHome();
    const second = await access.createUser({ username: "second", password: PASSWORD, role: "admin" });
    const outcomes = await Promise.allSettled([access.removeUser(ownerId), access.removeUser(second.id)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });
});

describe("removing a person", () => {
  test("ends all that was in the person's name, and leaves nothing of it", async () => {
    const { access, guest, guestSession, guestApi, guestToken, revocations, persistence } = await createHomeWithGuest();
    await access.removeUser(guest.id);
    expect(revocations).toEqual([{ tokenIds: new Set([guestSession.tokenId, guestApi.id]), reason: "ended" }]);
    expect(access.authenticate(guestToken)).toBeUndefined();
    expect(access.authenticate(guestApi.token)).toBeUndefined();
    const stored = JSON.stringify(await persistence.load());
    for (const id of [guest.id, guestSession.tokenId, guestApi.id]) expect(stored).not.toContain(id);
    await expect(access.removeUser(guest.id)).rejects.toMatchObject({ code: "NO_USER" });
  });
});

describe("resetting a password", () => {
  test("gives a random one that works, and ends the sessions", async () => {
    const { access, ownerToken } = await createSetUpHome();
    const password = await access.resetPassword(" owner");
    expect(password).toMatch(/^[A-HJKMNP-TW-Z2-9]{16}$/);
    expect(access.authenticate(ownerToken)).toBeUndefined();
    await expect(access.logIn({ ...OWNER, password }, "a")).resolves.toBeDefined();
    await expect(access.logIn(OWNER, "a")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await expect(access.resetPassword("nobody")).rejects.toMatchObject({ code: "NO_USER" });
  });
});
