/** The type of an engine.io packet that carries a message: the character 4. */
const MESSAGE = 0x34;
const FIN_TEXT = 0x81;
const SHORT_MOST = 125;
const MEDIUM_MOST = 0xffff;
const MEDIUM = 126;
const LONG = 127;

/**
 * Socket.IO packets as the WebSocket frames (RFC 6455, section 5.2) that engine.io would make of them: unmasked text
 * frames, each with one message, one after the other in one buffer.
 */
export function encodeEngineFrames(packets: readonly string[]): Buffer {
  const sizes = packets.map((packet) => 1 + Buffer.byteLength(packet));
  const frames = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + headBytes(size) + size, 0));
  let at = 0;
  for (const [index, packet] of packets.entries()) {
    at = writeHead(frames, { at, size: sizes[index] ?? 0 });
    frames[at] = MESSAGE;
    at += 1;
    at += frames.write(packet, at);
  }
  return frames;
}

function headBytes(size: number): number {
  if (size <= SHORT_MOST) return 2;
  return size <= MEDIUM_MOST ? 4 : 10;
}

function writeHead(frames: Buffer, { at, size }: { readonly at: number; readonly size: number }): number {
  frames[at] = FIN_TEXT;
  if (size <= SHORT_MOST) {
    frames[at + 1] = size;
    return at + 2;
  }
  if (size <= MEDIUM_MOST) {
    frames[at + 1] = MEDIUM;
    return frames.writeUInt16BE(size, at + 2);
  }
  frames[at + 1] = LONG;
  return frames.writeBigUInt64BE(BigInt(size), at + 2);
}
