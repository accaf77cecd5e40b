import { describe, expect, test } from "vitest";
import { hashSecret } from "../../src/credentials/hash-secret.ts";
import { KnownSecrets } from "../../src/credentials/known-secrets.ts";

describe("KnownSecrets", () => {
  test("knows a secret again, and takes it for no other hash", () => {
    const secrets = new KnownSecrets();
    expect(secrets.matches("right", hashSecret("right"))).toBe(true);
    expect(secrets.matches("right", hashSecret("right"))).toBe(true);
    expect(secrets.matches("right", hashSecret("other"))).toBe(false);
    expect(secrets.matches("wrong", hashSecret("right"))).toBe(false);
  });

  test("goes on when more than it remembers were right", () => {
    const secrets = new KnownSecrets();
    const all = Array.from({ length: 600 }, (_, index) => `secret ${index}`);
    for (const secret of [...all, ...all]) expect(secrets.matches(secret, hashSecret(secret))).toBe(true);
  });
});
