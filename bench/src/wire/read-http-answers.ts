const HEAD_END = "\r\n\r\n";
const LENGTH = /\r\ncontent-length: (\d+)/i;
const LAST_CHUNK = "\r\n0\r\n\r\n";

/** Reads the answers of one connection in order. @returns takes bytes as they come. */
export function readHttpAnswers(onAnswer: (status: number, body: Buffer) => void): (bytes: Buffer) => void {
  let held: Buffer = Buffer.alloc(0);
  return (bytes) => {
    held = held.length === 0 ? Buffer.from(bytes) : Buffer.concat([held, bytes]);
    for (let end = answerEnd(held); end !== undefined; end = answerEnd(held)) {
      const answer = held.subarray(0, end);
      held = held.subarray(end);
      const body = answer.subarray(answer.indexOf(HEAD_END) + HEAD_END.length);
      onAnswer(Number(answer.toString("latin1", "HTTP/1.1 ".length, "HTTP/1.1 200".length)), body);
    }
  };
}

/** Where the first answer ends; `undefined` where it is not all there. The body of a chunked one is not unpacked. */
function answerEnd(bytes: Buffer): number | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return undefined;
  const length = LENGTH.exec(bytes.toString("latin1", 0, headEnd))?.[1];
  if (length === undefined) {
    const last = bytes.indexOf(LAST_CHUNK, headEnd);
    return last === -1 ? undefined : last + LAST_CHUNK.length;
  }
  const end = headEnd + HEAD_END.length + Number(length);
  return end > bytes.length ? undefined : end;
}
