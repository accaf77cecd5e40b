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
  let id = encodeTime(Date.now());
  for (const end = next + RANDOM_CHARACTERS; next < end; next += 1) id += ALPHABET[(pool[next] ?? 0) & 31];
  return id;
}

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;
const IDS_IN_POOL = 64;

/** Asking for random bytes costs the same for one id and for many. Each byte serves once. */
const pool = new Uint8Array(IDS_IN_POOL * RANDOM_CHARACTERS);
let next = pool.length;

function encodeTime(epochMs: number): string {
  let rest = epochMs;
  let text = "";
  for (let digit = 0; digit < TIME_CHARACTERS; digit += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
