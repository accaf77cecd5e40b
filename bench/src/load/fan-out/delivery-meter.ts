import { SEQUENCE_DIGITS, SEQUENCE_MARK } from "../update-writer.ts";

const MARK = Buffer.from(SEQUENCE_MARK);
const NUMBER_BYTES = MARK.length + SEQUENCE_DIGITS;
const ZERO = "0".charCodeAt(0);

/** What a chunk showed: the first and the newest update that stand whole in it. */
export type TakeSequences = (first: number, last: number) => void;

/** Follows one client: counts bytes, and reads two sequence numbers a chunk, its first and its last. */
export class DeliveryMeter {
  /** Of deliveries, since {@link reset}. */
  bytes = 0;
  /** The newest update that came; 0 before the first. */
  newest = 0;
  /** Told with every chunk that shows an update. */
  onSequences: TakeSequences | undefined;
  #tail = Buffer.alloc(0);

  reset(): void {
    this.bytes = 0;
  }

  readonly take = (chunk: Buffer, counted: number): void => {
    this.bytes += counted;
    const last = readLast(chunk);
    if (last !== undefined) this.#see(readFirst(chunk) ?? last, last);
    else this.#searchBoundary(chunk);
    const end =
      chunk.length < NUMBER_BYTES ? Buffer.concat([this.#tail, chunk]) : Buffer.from(chunk.subarray(-NUMBER_BYTES));
    this.#tail = end.subarray(-NUMBER_BYTES);
  };

  /** The number may be split between the last chunk and this one. */
  #searchBoundary(chunk: Buffer): void {
    const joined = Buffer.concat([this.#tail, chunk.subarray(0, NUMBER_BYTES)]);
    const last = readLast(joined);
    if (last !== undefined && last > this.newest) this.#see(last, last);
  }

  #see(first: number, last: number): void {
    this.newest = last;
    this.onSequences?.(first, last);
  }
}

function readFirst(bytes: Buffer): number | undefined {
  const at = bytes.indexOf(MARK);
  return at === -1 ? undefined : readNumber(bytes, at);
}

function readLast(bytes: Buffer): number | undefined {
  for (let at = bytes.lastIndexOf(MARK); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(MARK, at - 1)) {
    const value = readNumber(bytes, at);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readNumber(bytes: Buffer, markAt: number): number | undefined {
  if (markAt + NUMBER_BYTES > bytes.length) return undefined;
  let value = 0;
  for (let at = markAt + MARK.length; at < markAt + NUMBER_BYTES; at += 1) value = value * 10 + (bytes[at] ?? 0) - ZERO;
  return value;
}
