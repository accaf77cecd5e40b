/** Reads a stream of server-sent events (HTML standard, 9.2.6) whose data is one line of JSON. Ends with the stream. */
export async function readServerSentEvents(
  body: ReadableStream<Uint8Array>,
  take: (event: string, data: unknown) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const fieldOf = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
      const data = fieldOf("data");
      if (data !== undefined) take(fieldOf("event") ?? "message", JSON.parse(data));
    }
  }
}
