import { type Agent, request, type RequestOptions } from "node:http";

/** A request as it is put on the wire: nothing of it is made right. */
export interface HubRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly agent?: Agent;
  /** How long to wait for the answer. @default 20_000 */
  readonly timeoutMs?: number;
}

/** What came back. */
export interface HubAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Of a stream, what came first. */
  readonly text: string;
}

const DEADLINE_MS = 20_000;

/** Sends a request to a hub. @throws {Error} where no answer comes in time, or the connection breaks. */
export function askHub(port: number, asked: HubRequest): Promise<HubAnswer> {
  const { method, path, headers = {}, body, agent, timeoutMs = DEADLINE_MS } = asked;
  const { promise, resolve, reject } = Promise.withResolvers<HubAnswer>();
  const options: RequestOptions = { host: "127.0.0.1", port, method, path, headers };
  const sent = request(agent === undefined ? options : { ...options, agent }, (response) => {
    const chunks: Buffer[] = [];
    const finish = () => {
      const text = Buffer.concat(chunks).toString();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    };
    const isStream = response.headers["content-type"]?.startsWith("text/event-stream") === true;
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if (!isStream) return;
      finish();
      response.destroy();
    });
    response.on("end", finish);
    response.on("error", reject);
  });
  const timer = setTimeout(
    () => sent.destroy(new Error(`${method} ${path}: no answer in ${timeoutMs} ms.`)),
    timeoutMs,
  );
  sent.on("error", reject);
  sent.on("close", () => clearTimeout(timer));
  sent.end(body);
  return promise;
}

/** Asks for something that is there. @throws {Error} where the answer is another one than 200. */
export async function askForGood(port: number, asked: HubRequest): Promise<HubAnswer> {
  const answer = await askHub(port, asked);
  if (answer.status === 200) return answer;
  throw new Error(`${asked.method} ${asked.path}: ${answer.status} ${answer.text.slice(0, 300)}`);
}
