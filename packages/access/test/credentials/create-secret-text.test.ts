import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSecretText } from "../../src/credentials/create-secret-text.ts";

describe("createSecretText", () => {
  test("makes every character equally likely: the bytes that would favour some are passed over", () => {
    let next = 0;
    const everyByteInTurn = (size: number) => Uint8Array.from({ length: size }, () => next++ % 256);
    const counts = new Map<string, number>();
    // Two rounds of 256 bytes, of which 24 are passed over each time.
    for (const character of createSecretText(464, everyByteInTurn)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(counts.size).toBe(29);
    expect(new Set(counts.values())).toEqual(new Set([16]));
  });

  test("has the length that was asked for and no character that is mistaken for another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (length) => {
        expect(createSecretText(length, randomBytes)).toMatch(new RegExp(`^[A-HJKMNP-TW-Z2-9]{${length}}$`));
      }),
    );
  });
});
