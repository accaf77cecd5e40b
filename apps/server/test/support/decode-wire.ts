/** One frame of a live stream, as a client reads it. */
export interface WireFrame {
  readonly name: string;
  readonly data: unknown;
  /** Of server-sent events: the id. */
  readonly id?: string | undefined;
}

/** The Socket.IO events in engine.io messages in WebSocket text frames. */
export function decodeEngineFrames(wire: Buffer): readonly WireFrame[] {
  const frames: WireFrame[] = [];
  for (let at = 0; at < wire.length;) {
    if (wire[at] !== 0x81) throw new Error(`No unmasked text frame begins at ${at}.`);
    const short = wire[at + 1] ?? 0;
    const extended = short === 127 ? 8 : short === 126 ? 2 : 0;
    const size =
      extended === 8 ? Number(wire.readBigUInt64BE(at + 2)) : extended === 2 ? wire.readUInt16BE(at + 2) : short;
    const begin = at + 2 + extended;
    at = begin + size;
    const text = wire.toString("utf8", begin, at);
    if (!text.startsWith("42")) throw new Error(`Not a Socket.IO event: ${text}`);
    const [name, data] = JSON.parse(text.slice(2)) as [string, unknown];
    frames.push({ name, data });
  }
  return frames;
}

/** The server-sent events in a chunk of an HTTP body. */
export function decodeHttpChunk(wire: Buffer): readonly WireFrame[] {
  const lineEnd = wire.indexOf("\r\n");
  const size = Number.parseInt(wire.toString("latin1", 0, lineEnd), 16);
  const body = wire.toString("utf8", lineEnd + 2, lineEnd + 2 + size);
  if (wire.length !== lineEnd + 2 + size + 2 || !wire.subarray(-2).equals(Buffer.from("\r\n"))) {
    throw new Error("The chunk does not end where its size says.");
  }
  return body
    .split("\n\n")
    .map(
      (block) =>
        new Map(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)])),
    )
    .filter((fields) => fields.has("data"))
    .map((fields) => ({
      name: fields.get("event") ?? "",
      data: JSON.parse(fields.get("data") ?? "null") as unknown,
      id: fields.get("id"),
    }));
}
