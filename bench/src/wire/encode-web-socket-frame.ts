import type { WireFrame } from "./wire-frame.ts";

const FIN_TEXT = 0x81;
const MASKED = 0x80;
/** A client has to mask. A key of zeros would spare the server the unmasking, which no real client does. */
const KEY: WireFrame["key"] = [0x5a, 0x13, 0xc7, 0x2e];

/** A text frame of a client (RFC 6455, section 5.2), of up to 65,535 bytes. */
export function encodeWebSocketFrame(text: string): WireFrame {
  const payload = Buffer.from(text);
  for (let at = 0; at < payload.length; at += 1) payload[at] = (payload[at] ?? 0) ^ (KEY[at & 3] ?? 0);
  const { length } = payload;
  const sizes = length < 126 ? [MASKED | length] : [MASKED | 126, length >> 8, length & 0xff];
  const head = Buffer.from([FIN_TEXT, ...sizes, ...KEY]);
  return { bytes: Buffer.concat([head, payload]), textAt: head.length, key: KEY };
}
