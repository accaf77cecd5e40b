import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createHome, createSetUpHome, OWNER } from "../create-access.ts";

describe("log in", () => {
  test("opens a session that is good for thirty idle days", async () => {
    const { access } = await createSetUpHome();
    const answer = await access.logIn(OWNER, "192.168.1.5");
    expect(answer.token).toMatch(/^hoss_[0-9A-Z]{26}_[A-Z2-9]{40}$/);
    expect(answer.expiresAt).toBe("2026-01-31T00:00:00.000Z");
    expect(access.authenticate(answer.token)).toMatchObject({ kind: "session", userId: answer.user.id });
  });

  test.each([" owner ", "OWNER", "ｏｗｎｅｒ"])(
    "finds the person however the name is written: %j",
    async (username) => {
      const { access } = await createSetUpHome();
      await expect(access.logIn({ ...OWNER, username }, "a")).resolves.toMatchObject({ user: { username: "Owner" } });
    },
  );

  test("answers an unknown person, a wrong password and a disabled person with the same words", async () => {
    const { access, owner } = await createSetUpHome();
    const guest = await access.createUser({ username: "guest", password: "some long words", role: "guest" });
    await access.updateUser(owner, guest.id, { disabled: true });
    const failures = await Promise.all(
      [
        { username: "nobody", password: "some long words" },
        { username: "owner", password: "some long words" },
        { username: "owner", password: "" },
        { username: "guest", password: "some long words" },
      ].map((request) => access.logIn(request, "a").catch((failure: unknown) => failure)),
    );
    for (const failure of failures) {
      expect(failure).toMatchObject({
        code: "UNAUTHORIZED",
        message: "The user name or the password is wrong.",
        details: [],
      });
    }
  });

  test("slows down who guesses and lets the owner in from elsewhere meanwhile", async () => {
    const { access, clock } = await createSetUpHome();
    const guess = () => access.logIn({ ...OWNER, password: "wrong" }, "10.0.0.9").catch((failure: unknown) => failure);
    for (let attempt = 0; attempt < 6; attempt += 1) expect(await guess()).toMatchObject({ code: "UNAUTHORIZED" });
    expect(await guess()).toMatchObject({ code: "TOO_MANY_REQUESTS", retryAfterS: 1 });
    const right = () => access.logIn(OWNER, "10.0.0.9").catch((failure: unknown) => failure);
    expect(await right()).toMatchObject({ code: "TOO_MANY_REQUESTS" });
    await expect(access.logIn(OWNER, "10.0.0.8")).resolves.toBeDefined();
    clock.advance(1000);
    expect(await right()).toMatchObject({ user: { username: "Owner" } });
  });

  test("slows down who guesses at a name that nobody has just the same", async () => {
    const { access } = await createSetUpHome();
    const guess = () =>
      access.logIn({ username: "nobody", password: "wrong" }, "a").catch((failure: unknown) => failure);
    for (let attempt = 0; attempt < 6; attempt += 1) expect(await guess()).toMatchObject({ code: "UNAUTHORIZED" });
    expect(await guess()).toMatchObject({ code: "TOO_MANY_REQUESTS", retryAfterS: 1 });
  });

  test("turns away what it has no room for, and does not count it as a guess", async () => {
    const { access } = await createSetUpHome();
    const guess = (host: number) =>
      access
        .logIn({ username: `nobody-${host}`, password: "wrong" }, `10.0.0.${host}`)
        .catch((failure: unknown) => failure);
    const failures = await Promise.all(Array.from({ length: 40 }, (_, host) => guess(host)));
    expect(failures.slice(0, 34)).toEqual(Array(34).fill(expect.objectContaining({ code: "UNAUTHORIZED" })));
    expect(failures.slice(34)).toEqual(Array(6).fill(expect.objectContaining({ code: "TOO_MANY_REQUESTS" })));
    for (let again = 0; again < 6; again += 1) expect(await guess(39)).toMatchObject({ code: "UNAUTHORIZED" });
    expect(await guess(39)).toMatchObject({ code: "TOO_MANY_REQUESTS" });
  });

  test("hashes the password anew when the price changed, without ending a session", async () => {
    const { access, persistence, ownerToken } = await createSetUpHome();
    const stored = async () =>
      (await persistence.load()).find(({ collection }) => collection === "users")?.body["passwordHash"];
    expect(await stored()).toContain("m=8,t=1,p=1");
    const dearer = { memoryKib: 16, passes: 2, parallelism: 1 };
    const restarted = await createHome({ persistence, passwordCost: dearer });
    await restarted.access.logIn(OWNER, "a");
    expect(await stored()).toContain("m=16,t=2,p=1");
    await expect(restarted.access.logIn(OWNER, "a")).resolves.toBeDefined();
    expect(restarted.access.authenticate(ownerToken)).toBeDefined();
    expect(restarted.revocations).toEqual([]);
    void access;
  });

  test("opens no session for a person who was disabled while the password was checked", async () => {
    const { access, owner } = await createSetUpHome();
    const guest = await access.createUser({ username: "guest", password: "some long words", role: "guest" });
    const login = access.logIn({ username: "guest", password: "some long words" }, "a");
    const [outcome] = await Promise.allSettled([login, access.updateUser(owner, guest.id, { disabled: true })]);
    const token = outcome.status === "fulfilled" ? outcome.value.token : undefined;
    expect(access.authenticate(token)).toBeUndefined();
    expect(access.listTokens(owner).filter(({ userId }) => userId === guest.id)).toEqual([]);
  });

  // A Node without argon2id starts a thread for each of the hundred.
  test("ends the session that was idle longest when a person has a hundred", { timeout: 60_000 }, async () => {
    const { access, clock, ownerToken, ownerId, owner } = await createSetUpHome();
    const tokens: string[] = [];
    for (let login = 0; login < 100; login += 1) {
      clock.advance(1000);
      access.authenticate(ownerToken);
      tokens.push((await access.logIn(OWNER, "192.168.1.2")).token);
    }
    expect(access.listTokens(owner).filter(({ userId }) => userId === ownerId)).toHaveLength(100);
    expect(access.authenticate(ownerToken)).toBeDefined();
    expect(access.authenticate(tokens[0])).toBeUndefined();
    expect(access.authenticate(tokens[1])).toBeDefined();
  });
});

describe("log out", () => {
  test("ends the session at once, and that one only", async () => {
    const { access, owner, ownerToken, revocations } = await createSetUpHome();
    const other = await access.logIn(OWNER, "a");
    await access.logOut(owner);
    expect(access.authenticate(ownerToken)).toBeUndefined();
    expect(access.authenticate(other.token)).toBeDefined();
    expect(revocations).toEqual([{ tokenIds: new Set([owner.tokenId]), reason: "ended" }]);
  });

  test("leaves the root token as it is", async () => {
    const rootToken = randomBytes(20).toString("hex");
    const { access } = await createHome({ rootToken });
    const root = access.authenticate(rootToken);
    if (root !== undefined) await access.logOut(root);
    expect(access.authenticate(rootToken)).toBe(root);
    expect(root?.kind).toBe("root");
  });
});

describe("change of the own password", () => {
  const change = { current: OWNER.password, password: "a much better one" };

  test("takes the new password from then on and ends the other sessions, not this one and no token", async () => {
    const { access, owner, ownerToken, revocations } = await createSetUpHome();
    const other = await access.logIn(OWNER, "a");
    const api = await access.createToken(owner, { name: "script", scopes: ["devices:read"] });
    await access.changePassword(owner, change, "a");
    expect(access.authenticate(ownerToken)).toBe(owner);
    expect(access.authenticate(other.token)).toBeUndefined();
    expect(access.authenticate(api.token)).toBeDefined();
    expect(revocations.map(({ reason, tokenIds }) => [reason, tokenIds.size])).toEqual([["ended", 1]]);
    await expect(access.logIn(OWNER, "a")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await expect(access.logIn({ username: "owner", password: change.password }, "a")).resolves.toBeDefined();
  });

  test("needs the current password, and counts wrong ones like logins", async () => {
    const { access, owner } = await createSetUpHome();
    const wrong = () =>
      access.changePassword(owner, { ...change, current: "wrong" }, "10.0.0.9").catch((failure: unknown) => failure);
    for (let attempt = 0; attempt < 6; attempt += 1) expect(await wrong()).toMatchObject({ code: "FORBIDDEN" });
    expect(await wrong()).toMatchObject({ code: "TOO_MANY_REQUESTS" });
    await expect(access.logIn(OWNER, "a")).resolves.toBeDefined();
  });

  test("is for people who are logged in, not for tokens", async () => {
    const { access, owner } = await createSetUpHome({ rootToken: "r".repeat(32) });
    const { token } = await access.createToken(owner, { name: "script", scopes: ["os_api_admin"] });
    for (const credential of [token, "r".repeat(32)]) {
      const by = access.authenticate(credential);
      if (by === undefined) throw new Error("not good");
      await expect(access.changePassword(by, change, "a")).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});
