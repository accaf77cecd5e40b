import * as fc from "fast-check";
import { driverFrame } from "./driver-frame.ts";

/** A frame of RFC 6455 as it stands on the wire, right or wrong. */
export interface WebSocketFrame {
  readonly fin: boolean;
  /** The three reserved bits. */
  readonly reserved: number;
  readonly opcode: number;
  readonly masked: boolean;
  /** What the head says; `undefined`: the truth. */
  readonly length: number | bigint | undefined;
  readonly payload: Buffer;
}

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const MASK = Buffer.from([0x12, 0x34, 0x56, 0x78]);

const utf8 = fc.constantFrom(
  Buffer.from([0xff]),
  Buffer.from([0xc0, 0xaf]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80]),
  Buffer.from([0xe2, 0x82]),
  Buffer.from("{}"),
);
const closing = fc
  .record({ code: fc.constantFrom(0, 999, 1000, 1005, 1006, 1015, 3000, 4003, 65_535), reason: utf8 })
  .map(({ code, reason }) => Buffer.concat([Buffer.from([code >> 8, code & 0xff]), reason]));
const payload = fc.oneof(
  { weight: 4, arbitrary: driverFrame.map(({ text }) => Buffer.from(text)) },
  { weight: 2, arbitrary: utf8 },
  { weight: 1, arbitrary: closing },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);
const length = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  fc.constantFrom<number | bigint>(
    0,
    1,
    125,
    126,
    65_535,
    2 ** 20,
    2 ** 20 + 1,
    2 ** 31,
    2n ** 53n,
    2n ** 63n,
    2n ** 64n - 1n,
  ),
);

/** Frames that are more or less right. */
export const webSocketFrame: fc.Arbitrary<WebSocketFrame> = fc.record({
  fin: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
  reserved: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 7 })),
  opcode: fc.oneof(
    { weight: 4, arbitrary: fc.constant(TEXT) },
    { weight: 2, arbitrary: fc.constantFrom(0, 2, CLOSE, PING, PING + 1) },
    fc.integer({ min: 0, max: 15 }),
  ),
  masked: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.boolean()),
  length,
  payload,
});

const SHORT = 125;
const MIDDLE = 126;
const LONG = 127;
const MOST_OF_MIDDLE = 65_535;

/** A frame as bytes. */
export function writeWebSocketFrame(frame: WebSocketFrame): Buffer {
  const { fin, reserved, opcode, masked, payload: data } = frame;
  const said = frame.length ?? data.length;
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const mask = masked ? 0x80 : 0;
  const head = [Buffer.from([first, mask | lengthBits(said)]), writeLength(said)];
  if (!masked) return Buffer.concat([...head, data]);
  const hidden = Buffer.from(data.map((byte, index) => byte ^ (MASK[index % MASK.length] ?? 0)));
  return Buffer.concat([...head, MASK, hidden]);
}

function lengthBits(said: number | bigint): number {
  if (said <= SHORT) return Number(said);
  return said <= MOST_OF_MIDDLE ? MIDDLE : LONG;
}

function writeLength(said: number | bigint): Buffer {
  if (said <= SHORT) return Buffer.alloc(0);
  if (said <= MOST_OF_MIDDLE) {
    const short = Buffer.alloc(2);
    short.writeUInt16BE(Number(said));
    return short;
  }
  const long = Buffer.alloc(8);
  long.writeBigUInt64BE(BigInt(said));
  return long;
}
