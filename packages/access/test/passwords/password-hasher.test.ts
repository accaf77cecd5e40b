import { randomBytes } from "node:crypto";
import { ApiFailure } from "@hos/protocol/rest";
import { describe, expect, test, vi } from "vitest";
import type { Argon2id, Argon2Input } from "../../src/passwords/argon2id.ts";
import { formatPasswordHash, parsePasswordHash } from "../../src/passwords/password-hash.ts";
import { PASSWORD_COST, PasswordHasher } from "../../src/passwords/password-hasher.ts";
import { CHEAP } from "../create-access.ts";

const createHasher = (cost = CHEAP) => new PasswordHasher({ randomBytes, cost });

/** Argon2 that ends when it is told to. */
function createHeldArgon2id() {
  const running: (() => void)[] = [];
  const argon2id = vi.fn<Argon2id>(
    ({ sizeBytes }: Argon2Input) =>
      new Promise((resolve) => {
        running.push(() => resolve(new Uint8Array(sizeBytes)));
      }),
  );
  return { argon2id, running };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe("PasswordHasher", () => {
  test("finds the password right that was hashed, and no other", async () => {
    const hasher = createHasher();
    const stored = await hasher.hash("correct horse");
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await hasher.verify("correct horse", stored)).toBe(true);
    expect(await hasher.verify("correct horsf", stored)).toBe(false);
    expect(await hasher.verify("", stored)).toBe(false);
  });

  test("salts each hash", async () => {
    const hasher = createHasher();
    expect(await hasher.hash("same")).not.toBe(await hasher.hash("same"));
  });

  test("takes the letters of any keyboard for the same", async () => {
    const hasher = createHasher();
    const stored = await hasher.hash("gr\u00fcn");
    expect(await hasher.verify("gru\u0308n", stored)).toBe(true);
  });

  test("asks no less of a machine than OWASP does", () => {
    expect(PASSWORD_COST.memoryKib).toBeGreaterThanOrEqual(19_456);
    expect(PASSWORD_COST.passes).toBeGreaterThanOrEqual(2);
  });

  test("knows a hash of another price as outdated and still verifies it", async () => {
    const stored = await createHasher({ memoryKib: 16, passes: 2, parallelism: 1 }).hash("secret");
    const hasher = createHasher();
    expect(hasher.isOutdated(stored)).toBe(true);
    expect(hasher.isOutdated(await hasher.hash("secret"))).toBe(false);
    expect(await hasher.verify("secret", stored)).toBe(true);
  });

  test.each([undefined, "", "plain", "$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$c29tZWhhc2hzb21laGFzaA"])(
    "does the work of one hash, at today's price, where what is stored is %j, and finds nothing right",
    async (stored) => {
      const { argon2id, running } = createHeldArgon2id();
      const verified = new PasswordHasher({ randomBytes, cost: CHEAP, argon2id }).verify("x", stored);
      await settle();
      expect(argon2id.mock.calls.map(([{ cost }]) => cost)).toEqual([CHEAP]);
      // Even a hash that is equal by chance is none where nothing is stored.
      for (const end of running) end();
      expect(await verified).toBe(false);
    },
  );

  test("hashes two at once, lets 32 wait and turns the rest away until there is room", async () => {
    const { argon2id, running } = createHeldArgon2id();
    const hasher = new PasswordHasher({ randomBytes, cost: CHEAP, argon2id });
    const taken = Array.from({ length: 34 }, () => hasher.hash("x"));
    await settle();
    expect(argon2id).toHaveBeenCalledTimes(2);
    const refused = await hasher.verify("x", undefined).catch((failure: unknown) => failure);
    expect(refused).toBeInstanceOf(ApiFailure);
    expect(refused).toMatchObject({ code: "TOO_MANY_REQUESTS", retryAfterS: 5 });
    for (let ended = 0; ended < 34; ended += 1) {
      running[ended]?.();
      await settle();
      expect(argon2id.mock.calls.length - ended - 1).toBeLessThanOrEqual(2);
    }
    await Promise.all(taken);
    void hasher.hash("x");
    await settle();
    expect(argon2id).toHaveBeenCalledTimes(35);
  });

  test("goes on after a hash that failed", async () => {
    let calls = 0;
    const argon2id: Argon2id = ({ sizeBytes }) => {
      calls += 1;
      return calls <= 4 ? Promise.reject(new Error("no memory")) : Promise.resolve(new Uint8Array(sizeBytes));
    };
    const hasher = new PasswordHasher({ randomBytes, cost: CHEAP, argon2id });
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => hasher.hash("x")));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected", "rejected"]);
    expect(await hasher.hash("x")).toContain("$argon2id$");
  });
});

describe("parsePasswordHash", () => {
  test("reads what was written", () => {
    const hash = { cost: CHEAP, salt: Buffer.from(randomBytes(16)), hash: Buffer.from(randomBytes(32)) };
    expect(parsePasswordHash(formatPasswordHash(hash))).toEqual(hash);
  });
});
