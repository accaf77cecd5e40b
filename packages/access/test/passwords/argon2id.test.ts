import { describe, expect, test } from "vitest";
import type { Argon2id } from "../../src/passwords/argon2id.ts";
import { hasNativeArgon2id, nativeArgon2id } from "../../src/passwords/native-argon2id.ts";
import { wasmArgon2id } from "../../src/passwords/wasm-argon2id.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (hash: Uint8Array) => Buffer.from(hash).toString("hex");

// Of the reference implementation: https://github.com/P-H-C/phc-winner-argon2/blob/master/src/test.c
const VECTORS = [
  { memoryKib: 65_536, passes: 2, hash: "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7" },
  { memoryKib: 256, passes: 2, hash: "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe" },
];

const native = await hasNativeArgon2id();
const implementations: readonly (readonly [string, Argon2id])[] = [
  ["wasm", wasmArgon2id],
  ...(native ? ([["native", nativeArgon2id]] as const) : []),
];

describe.each(implementations)("argon2id, %s", (_, argon2id) => {
  test.each(VECTORS)("gives the hash of the reference: $memoryKib KiB, $passes passes", async ({ hash, ...cost }) => {
    const input = { password: bytes("password"), salt: bytes("somesalt"), cost: { ...cost, parallelism: 1 } };
    expect(hex(await argon2id({ ...input, sizeBytes: 32 }))).toBe(hash);
  });

  test("rejects what cannot be computed", async () => {
    const cost = { memoryKib: 8, passes: 1, parallelism: 1 };
    await expect(argon2id({ password: bytes("x"), salt: bytes("short"), cost, sizeBytes: 32 })).rejects.toThrow(
      /salt|nonce/i,
    );
  });
});

describe.runIf(native)("native and wasm", () => {
  test("give the same hash, also for what is not ASCII and for more than one lane", async () => {
    for (const [password, parallelism] of [
      ["pässwörd 🔑", 1],

      ["x".repeat(300), 2],
    ] as const) {
      const cost = { memoryKib: 64, passes: 3, parallelism };
      const input = { password: bytes(password), salt: bytes("0123456789abcdef"), cost, sizeBytes: 32 };
      expect(hex(await wasmArgon2id(input))).toBe(hex(await nativeArgon2id(input)));
    }
  });
});
