import type { Argon2Cost } from "./argon2id.ts";

/** A stored hash, taken apart. */
export interface PasswordHash {
  readonly cost: Argon2Cost;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

const FORM = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,4}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;

/**
 * Writes a hash as the PHC string format says: `$argon2id$v=19$m=32768,t=3,p=1$<salt>$<hash>`, which other argon2
 * libraries read and write.
 *
 * https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md
 */
export function formatPasswordHash({ cost, salt, hash }: PasswordHash): string {
  const { memoryKib, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`;
}

/** Reads what {@link formatPasswordHash} wrote; `undefined` where it is none. */
export function parsePasswordHash(text: string): PasswordHash | undefined {
  const [, memory, passes, parallelism, salt, hash] = FORM.exec(text) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  return {
    cost: { memoryKib: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
}

/** Base 64 without its padding, as the format wants it. */
function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replaceAll("=", "");
}
