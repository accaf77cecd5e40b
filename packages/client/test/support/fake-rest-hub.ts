import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request as it came. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** Answers one request, or does not. */
export type Answer = (response: ServerResponse, request: SeenRequest) => void;

/** An HTTP server that answers each request with the next of the answers that it was given. */
export class FakeRestHub {
  readonly #server: Server;
  readonly #answers: Answer[];
  readonly requests: SeenRequest[] = [];

  private constructor(answers: readonly Answer[]) {
    this.#answers = [...answers];
    this.#server = createServer((message, response) => void this.#answer(message, response));
  }

  static async listen(...answers: readonly Answer[]): Promise<FakeRestHub> {
    const hub = new FakeRestHub(answers);
    await new Promise<void>((resolve) => {
      hub.#server.listen(0, "127.0.0.1", resolve);
    });
    return hub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = message;
    const sent = await text(message);
    const request = { method, url, headers, body: readBody(sent, headers) };
    this.requests.push(request);
    (this.#answers.shift() ?? json(500, { unexpected: true }))(response, request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

function readBody(sent: string, headers: IncomingHttpHeaders): unknown {
  if (headers["content-type"] === "application/json") return JSON.parse(sent);
  return sent === "" ? undefined : sent;
}

/** Answers with `body` as JSON. */
export function json(status: number, body: object): Answer {
  return (response) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Answers with a failure in the shape of the API. */
export function failure(status: number, code: string, members: object = {}): Answer {
  return json(status, { ok: false, code, error: `It is ${code}.`, details: [], ...members });
}

/** Breaks the connection instead of answering. */
export const hangUp: Answer = (response) => {
  response.destroy();
};
