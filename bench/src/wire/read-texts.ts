/** Takes one text frame. */
export type TakeText = (text: string) => void;

/** Reads the frames of a server whole, for connections whose every word counts. @returns takes bytes as they come. */
export function readTexts(onText: TakeText): (bytes: Buffer) => void {
  let held: Buffer = Buffer.alloc(0);
  return (bytes) => {
    const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    let at = 0;
    for (let frame = readFrame(all, at); frame !== undefined; frame = readFrame(all, at)) {
      at = frame.end;
      onText(all.toString("utf8", frame.start, frame.end));
    }
    held = Buffer.from(all.subarray(at));
  };
}

function readFrame(bytes: Buffer, at: number): { readonly start: number; readonly end: number } | undefined {
  if (at + 2 > bytes.length) return undefined;
  const short = (bytes[at + 1] ?? 0) & 0x7f;
  const extended = short === 127 ? 8 : short === 126 ? 2 : 0;
  const start = at + 2 + extended;
  if (start > bytes.length) return undefined;
  const length = extended === 0 ? short : bytes.readUIntBE(extended === 8 ? at + 4 : at + 2, extended === 8 ? 6 : 2);
  const end = start + length;
  return end > bytes.length ? undefined : { start, end };
}
