/** Frames up to this size are what keeps a connection alive; they are given whole, the others only counted. */
const SMALL_BYTES = 16;

/** A small frame. */
export type TakeSmallFrame = (opcode: number, payload: Buffer) => void;

/** Walks the frames of a server (RFC 6455, section 5.2) by their heads, without looking into them. */
export class WebSocketReader {
  /** Frames that are not small. */
  frames = 0;
  /** Bytes of their payloads that came so far. */
  payloadBytes = 0;
  readonly #onSmall: TakeSmallFrame;
  readonly #head = Buffer.alloc(2 + 8 + SMALL_BYTES);
  #headFilled = 0;
  /** Bytes of the current payload that are still to come. */
  #missing = 0;

  constructor(onSmall: TakeSmallFrame) {
    this.#onSmall = onSmall;
  }

  /** @returns how many bytes of large payloads were in `bytes`. */
  take(bytes: Buffer): number {
    const before = this.payloadBytes;
    let at = 0;
    while (at < bytes.length) {
      if (this.#missing > 0) {
        const step = Math.min(this.#missing, bytes.length - at);
        this.#missing -= step;
        this.payloadBytes += step;
        at += step;
        continue;
      }
      this.#head[this.#headFilled] = bytes[at] ?? 0;
      this.#headFilled += 1;
      at += 1;
      this.#readHead();
    }
    return this.payloadBytes - before;
  }

  #readHead(): void {
    const head = this.#head;
    if (this.#headFilled < 2) return;
    const short = (head[1] ?? 0) & 0x7f;
    const extended = short === 127 ? 8 : short === 126 ? 2 : 0;
    if (this.#headFilled < 2 + extended) return;
    const length = extended === 0 ? short : head.readUIntBE(extended === 8 ? 4 : 2, extended === 8 ? 6 : 2);
    if (length > SMALL_BYTES) {
      this.frames += 1;
      this.#missing = length;
      this.#headFilled = 0;
      return;
    }
    if (this.#headFilled < 2 + extended + length) return;
    this.#onSmall((head[0] ?? 0) & 0x0f, Buffer.from(head.subarray(2 + extended, 2 + extended + length)));
    this.#headFilled = 0;
  }
}
