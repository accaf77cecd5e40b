import { FIRST_SEQUENCE, SEQUENCE_DIGITS, SEQUENCE_MARK } from "../update-writer.ts";

const MARK = Buffer.from(SEQUENCE_MARK);
const NUMBER_BYTES = MARK.length + SEQUENCE_DIGITS;
const ZERO = "0".charCodeAt(0);
const DIGIT_AT_MOST = 9;

/** Reads through all that one client gets, and counts the updates that come in their order, each once. */
export class OrderCounter {
  /** Updates that came in order. */
  count = 0;
  #expected = FIRST_SEQUENCE;
  #tail: Buffer = Buffer.alloc(0);

  /** Counts from the update with the number `from` on. */
  reset(from: number): void {
    this.count = 0;
    this.#expected = from;
  }

  readonly take = (chunk: Buffer): void => {
    // A number that is split between two chunks stands whole where they meet.
    const joint = Buffer.concat([this.#tail, chunk.subarray(0, NUMBER_BYTES - 1)]);
    this.#scan(joint);
    this.#scan(chunk);
    this.#tail = joint.length >= chunk.length && chunk.length < NUMBER_BYTES ? lastOf(joint) : lastOf(chunk);
  };

  #scan(bytes: Buffer): void {
    for (let at = bytes.indexOf(MARK); at !== -1; at = bytes.indexOf(MARK, at + NUMBER_BYTES)) {
      if (readNumber(bytes, at) !== this.#expected) continue;
      this.#expected += 1;
      this.count += 1;
    }
  }
}

function lastOf(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(Math.max(0, bytes.length - NUMBER_BYTES + 1)));
}

/** `undefined` where the number does not stand whole in the bytes. */
function readNumber(bytes: Buffer, markAt: number): number | undefined {
  if (markAt + NUMBER_BYTES > bytes.length) return undefined;
  let value = 0;
  for (let at = markAt + MARK.length; at < markAt + NUMBER_BYTES; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > DIGIT_AT_MOST) return undefined;
    value = value * 10 + digit;
  }
  return value;
}
