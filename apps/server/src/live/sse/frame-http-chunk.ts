const LINE_END = "\r\n";

/** Texts as one chunk of a chunked HTTP/1.1 body (RFC 9112, section 7.1). */
export function frameHttpChunk(texts: readonly string[]): Buffer {
  const text = texts.join("");
  const size = Buffer.byteLength(text);
  const head = `${size.toString(16)}${LINE_END}`;
  const chunk = Buffer.allocUnsafe(head.length + size + LINE_END.length);
  chunk.write(head, 0, "latin1");
  chunk.write(text, head.length);
  chunk.write(LINE_END, head.length + size, "latin1");
  return chunk;
}
