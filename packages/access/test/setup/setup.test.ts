import { describe, expect, test } from "vitest";
import { createHome, createSetUpHome, OWNER } from "../create-access.ts";

const CODE = /^[A-HJKMNP-TW-Z2-9]{4}-[A-HJKMNP-TW-Z2-9]{4}-[A-HJKMNP-TW-Z2-9]{4}$/;

describe("setup", () => {
  test("shows one code at the first start and none once there is somebody", async () => {
    const { access, codes, persistence } = await createHome();
    expect(access.setupRequired).toBe(true);
    expect(codes).toHaveLength(1);
    expect(codes[0]).toMatch(CODE);
    await access.setUp({ code: codes[0] ?? "", ...OWNER }, "127.0.0.1");
    expect(access.setupRequired).toBe(false);
    const restarted = await createHome({ persistence });
    expect(restarted.access.setupRequired).toBe(false);
    expect(restarted.codes).toEqual([]);
  });

  test("tells a listener that comes late the code that counts", async () => {
    const { access, codes } = await createHome();
    const late: string[] = [];
    access.onSetupCode((code) => late.push(code));
    expect(late).toEqual(codes);
  });

  test("makes an admin, logs in and tells that the home is set up", async () => {
    const { access, codes } = await createHome();
    let told = 0;
    access.onSetUp(() => {
      told += 1;
      expect(access.setupRequired).toBe(false);
    });
    const [code = ""] = codes;
    const answer = await access.setUp({ code, ...OWNER }, "127.0.0.1");
    expect(told).toBe(1);
    expect(answer.user).toMatchObject({ username: "Owner", role: "admin", scopes: ["os_api_admin"], disabled: false });
    expect(access.authenticate(answer.token)).toMatchObject({ kind: "session", name: "Owner" });
    await access.createUser({ username: "other", password: "some long words", role: "admin" });
    expect(told).toBe(1);
  });

  test("takes the code in small letters and however it is spaced", async () => {
    const { access, codes } = await createHome();
    const code = (codes[0] ?? "").toLowerCase().replaceAll("-", " ");
    await expect(access.setUp({ code: ` ${code} `, ...OWNER }, undefined)).resolves.toBeDefined();
  });

  test("is closed afterwards, for the right code too", async () => {
    const { access, codes } = await createSetUpHome();
    for (const code of [codes[0] ?? "", "AAAA-AAAA-AAAA"]) {
      await expect(access.setUp({ code, ...OWNER }, "127.0.0.1")).rejects.toMatchObject({ code: "SETUP_DONE" });
    }
  });

  test("lets only one of many in that come at once", async () => {
    const { access, codes } = await createHome();
    const [code = ""] = codes;
    const outcomes = await Promise.allSettled(
      ["a", "b", "c"].map((username) => access.setUp({ code, username, password: OWNER.password }, "127.0.0.1")),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "SETUP_DONE" } });
    expect(access.listUsers()).toHaveLength(1);
  });

  test("refuses a wrong code, slows down who guesses, and makes a new code after twenty", async () => {
    const { access, clock, codes } = await createHome();
    const wrong = (code: string) => access.setUp({ code, ...OWNER }, "10.0.0.9").catch((failure: unknown) => failure);
    for (let guess = 0; guess < 6; guess += 1) expect(await wrong("")).toMatchObject({ code: "UNAUTHORIZED" });
    expect(await wrong("")).toMatchObject({ code: "TOO_MANY_REQUESTS", retryAfterS: 1 });
    expect(await wrong(codes[0] ?? "")).toMatchObject({ code: "TOO_MANY_REQUESTS" });
    for (let guess = 6; guess < 20; guess += 1) {
      clock.advance(60_000);
      expect(await wrong("AAAA-AAAA-AAAA")).toMatchObject({ code: "UNAUTHORIZED" });
    }
    expect(codes).toHaveLength(2);
    expect(codes[1]).not.toBe(codes[0]);
    clock.advance(60_000);
    expect(await wrong(codes[0] ?? "")).toMatchObject({ code: "UNAUTHORIZED" });
    clock.advance(60_000);
    expect(await wrong(codes[1] ?? "")).toMatchObject({ user: { role: "admin" } });
  });

  test("keeps the code when the password is too weak", async () => {
    const { access, codes } = await createHome();
    const [code = ""] = codes;
    const weak = access.setUp({ code, username: "owner", password: "password" }, "127.0.0.1");
    await expect(weak).rejects.toMatchObject({ code: "INVALID_REQUEST" });
    await expect(access.setUp({ code, ...OWNER }, "127.0.0.1")).resolves.toBeDefined();
  });

  test("shows no code and makes the admin where the settings have a password", async () => {
    const { access, codes, persistence } = await createHome({ adminPassword: "from the file" });
    expect(codes).toEqual([]);
    expect(access.setupRequired).toBe(false);
    await expect(access.logIn({ username: "admin", password: "from the file" }, "a")).resolves.toBeDefined();
    const restarted = await createHome({ persistence, adminPassword: "another in the file" });
    const tried = restarted.access.logIn({ username: "admin", password: "another in the file" }, "a");
    await expect(tried).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await expect(restarted.access.logIn({ username: "admin", password: "from the file" }, "a")).resolves.toBeDefined();
  });

  test("does not start with a password of the settings that everybody knows", async () => {
    await expect(createHome({ adminPassword: "password" })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });

  test("is over when the first admin was made with the root token; the code is void then", async () => {
    const { access, codes } = await createHome({ rootToken: "r".repeat(40) });
    let told = 0;
    access.onSetUp(() => {
      told += 1;
    });
    await access.createUser({ username: "owner", password: "some long words", role: "admin" });
    expect([told, access.setupRequired]).toEqual([1, false]);
    const late: string[] = [];
    access.onSetupCode((code) => late.push(code));
    expect(late).toEqual([]);
    await expect(access.setUp({ code: codes[0] ?? "", ...OWNER }, "a")).rejects.toMatchObject({ code: "SETUP_DONE" });
  });
});
