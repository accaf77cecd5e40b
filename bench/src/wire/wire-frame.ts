/** A message as it goes over the wire, with what one has to know to change its text in place. */
export interface WireFrame {
  readonly bytes: Buffer;
  /** Where the text begins in `bytes`. */
  readonly textAt: number;
  /** Byte `i` of the text is XORed with byte `i % 4` of this. */
  readonly key: readonly [number, number, number, number];
}

/** The key of a wire that does not mask. */
export const NO_KEY: WireFrame["key"] = [0, 0, 0, 0];

/** A frame that wraps `text` as it is. */
export function wrapText(before: string | Buffer, text: string, after = ""): WireFrame {
  const head = Buffer.from(before);
  return { bytes: Buffer.concat([head, Buffer.from(text + after)]), textAt: head.length, key: NO_KEY };
}
