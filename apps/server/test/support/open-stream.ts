import { get, type IncomingMessage } from "node:http";
import { bearer } from "./root-token.ts";
import { until } from "./until.ts";

/** One server-sent event. */
export interface SseEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Record<string, unknown>;
}

/** An SSE client that keeps all it gets, in order. */
export interface TestStream extends Disposable {
  readonly response: IncomingMessage;
  readonly events: SseEvent[];
  /** The text as it came. */
  readonly text: string;
  /** The id that a browser would send as Last-Event-ID. */
  readonly lastEventId: string;
  readonly ended: boolean;
  next(event: string): Promise<SseEvent>;
}

/** @param headers those of a request of the admin, where there is no `ticket` in the URL and they name nobody else */
export async function openStream(url: string, headers: Record<string, string> = {}): Promise<TestStream> {
  const who = url.includes("ticket=") ? {} : bearer();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers: { ...who, ...headers } }, resolve).on("error", reject);
  });
  const events: SseEvent[] = [];
  let text = "";
  let rest = "";
  let lastEventId = "";
  let ended = false;
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    text += chunk;
    const blocks = (rest + chunk).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const read = (field: string) => block.match(new RegExp(`^${field}: (.*)$`, "m"))?.[1];
      lastEventId = read("id") ?? lastEventId;
      const data = read("data");
      if (data !== undefined)
        events.push({ event: read("event") ?? "message", id: read("id"), data: JSON.parse(data) });
    }
  });
  response.on("close", () => (ended = true));
  response.on("error", () => (ended = true));
  return {
    response,
    events,
    get text() {
      return text;
    },
    get lastEventId() {
      return lastEventId;
    },
    get ended() {
      return ended;
    },
    next: (event) => until(event, () => events.find((candidate) => candidate.event === event)),
    [Symbol.dispose]: () => void response.destroy(),
  };
}
