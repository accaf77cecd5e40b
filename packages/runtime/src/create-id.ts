/** Makes a new id. Passed in, so that a test can number them. */
export type CreateId = () => string;

/**
 * A random id of 26 characters that sorts by the time of its making, in the form of a ULID
 * (https://github.com/ulid/spec): 48 bits of milliseconds, 80 bits from the system's secure random source, written in
 * Crockford's base 32.
 */
export function createId(): string {
  if (next === pool.length) {
    crypto.getRandomValues(pool);
    next = 0;
  }
  writeTime(Date.now());
  for (let at = TIME_CHARACTERS; at < codes.length; at += 1, next += 1) codes[at] = codeOf(pool[next] ?? 0);
  // In one piece: a text that is put together has to be copied before it can be a key.
  return String.fromCharCode(...codes);
}

const ALPHABET = Uint8Array.from("0123456789ABCDEFGHJKMNPQRSTVWXYZ", (character) => character.charCodeAt(0));
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;
const IDS_IN_POOL = 64;

/** Asking for random bytes costs the same for one id and for many. Each byte serves once. */
const pool = new Uint8Array(IDS_IN_POOL * RANDOM_CHARACTERS);
let next = pool.length;

/** The characters of the id that is being made. */
const codes = Array.from({ length: TIME_CHARACTERS + RANDOM_CHARACTERS }, () => 0);

function writeTime(epochMs: number): void {
  let rest = epochMs;
  for (let at = TIME_CHARACTERS - 1; at >= 0; at -= 1) {
    codes[at] = codeOf(rest % 32);
    rest = Math.floor(rest / 32);
  }
}

function codeOf(digit: number): number {
  return ALPHABET[digit & 31] ?? 0;
}
