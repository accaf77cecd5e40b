import type { RandomBytes } from "./random-bytes.ts";

/** Letters and digits without those that people take for another: 0 O, 1 I L, U V. */
const ALPHABET = "ABCDEFGHJKMNPQRSTWXYZ23456789";
/** Bytes from here on would make some characters likelier than others. */
const FAIR_END = 256 - (256 % ALPHABET.length);

/**
 * Random characters, each with 4.85 bits of chance. None of them needs escaping in a URL or a shell, and none is `_`.
 *
 * @param length characters.
 */
export function createSecretText(length: number, randomBytes: RandomBytes): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < FAIR_END && text.length < length) text += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return text;
}
