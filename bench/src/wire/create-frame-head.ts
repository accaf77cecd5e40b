const FIN_TEXT = 0x81;

/** The head of a text frame of a server (RFC 6455, section 5.2), of up to 65,535 bytes. */
export function createFrameHead(payloadBytes: number): Buffer {
  return Buffer.from(
    payloadBytes < 126 ? [FIN_TEXT, payloadBytes] : [FIN_TEXT, 126, payloadBytes >> 8, payloadBytes & 0xff],
  );
}
