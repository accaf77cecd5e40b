import { createHash, randomBytes } from "node:crypto";
import { createCredential, type CredentialKind, parseCredential, secretMatches } from "@hos/access";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const kind = fc.constantFrom<CredentialKind>("api", "session", "driver");
const id = fc.stringMatching(/^[A-Za-z0-9:_-]{1,160}$/);

describe("createCredential", () => {
  test.each([
    ["api", /^hos_ID1_[A-Z2-9]{40}$/],
    ["session", /^hoss_ID1_[A-Z2-9]{40}$/],
    ["driver", /^hosd_ID1_[A-Z2-9]{40}$/],
  ] as const)("writes a credential of %s", (which, form) => {
    expect(createCredential(which, "ID1", randomBytes).text).toMatch(form);
  });

  test("gives the hash to store, which is SHA-256 of the secret", () => {
    const { text, hash } = createCredential("api", "ID1", randomBytes);
    const secret = text.split("_").at(-1) ?? "";
    expect(hash).toBe(createHash("sha256").update(secret).digest("hex"));
    expect(secretMatches(secret, hash)).toBe(true);
  });

  test("never gives the same secret twice", () => {
    const texts = Array.from({ length: 1000 }, () => createCredential("api", "ID1", randomBytes).text);
    expect(new Set(texts).size).toBe(1000);
  });
});

describe("parseCredential", () => {
  test("takes every credential apart as it was made", () => {
    fc.assert(
      fc.property(kind, id, (which, name) => {
        const { text, hash } = createCredential(which, name, randomBytes);
        const parsed = parseCredential(text);
        expect(parsed).toMatchObject({ kind: which, id: name });
        expect(secretMatches(parsed?.secret ?? "", hash)).toBe(true);
      }),
    );
  });

  test("never throws, and what it takes apart it can put together again", () => {
    const near = fc.tuple(fc.constantFrom("hos", "hoss", "hosd", "hose", ""), fc.string(), fc.string());
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          near.map((parts) => parts.join("_")),
        ),
        (text) => {
          const parsed = parseCredential(text);
          if (parsed === undefined) return;
          const prefix = { api: "hos", session: "hoss", driver: "hosd" }[parsed.kind];
          expect(`${prefix}_${parsed.id}_${parsed.secret}`).toBe(text);
        },
      ),
    );
  });

  test.each([
    "",
    "hos",
    "hos_",
    "hos__",
    "hos_a",
    "hos_a_",
    "hos__a",
    "_a_b",
    "xos_a_b",
    "HOS_a_b",
    `hos_a_${"x".repeat(512)}`,
  ])("knows that %j is none", (text) => {
    expect(parseCredential(text)).toBeUndefined();
  });
});

describe("secretMatches", () => {
  test("takes no other secret, and no hash that is not one", () => {
    const { hash } = createCredential("api", "ID1", randomBytes);
    expect(secretMatches("", hash)).toBe(false);
    expect(secretMatches(hash, hash)).toBe(false);
    expect(secretMatches("x", "")).toBe(false);
  });
});
