/** Makes a new id. Passed in, so that a test can number them. */
export type CreateId = () => string;

/**
 * A random id of 26 characters that sorts by the time of its making, in the form of a ULID
 * (https://github.com/ulid/spec): 48 bits of milliseconds, 80 bits from the system's secure random source, written in
 * Crockford's base 32.
 */
export function createId(): string {
  const random = crypto.getRandomValues(new Uint8Array(RANDOM_CHARACTERS));
  let id = encodeTime(Date.now());
  for (const byte of random) id += ALPHABET[byte & 31];
  return id;
}

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;

function encodeTime(epochMs: number): string {
  let rest = epochMs;
  let text = "";
  for (let digit = 0; digit < TIME_CHARACTERS; digit += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
