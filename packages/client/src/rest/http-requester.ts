import type { Clock } from "@hos/runtime";
import { ApiClientError } from "../errors/api-client-error.ts";
import { ConnectionError } from "../errors/connection-error.ts";
import { readToken } from "../read-token.ts";
import type { TokenSource } from "../token-source.ts";
import { readApiError } from "./read-api-error.ts";
import type { RequestOptions } from "./request-options.ts";

/** What an {@link HttpRequester} works with. */
export interface HttpRequesterOptions {
  /** What each path is put behind. */
  readonly baseUrl: string;
  /** Read for each request. */
  readonly token: TokenSource | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** For a request that names no time-out, milliseconds. */
  readonly requestTimeoutMs: number;
  /** Ends every request, as CLIENT_CLOSED. */
  readonly closed: AbortSignal | undefined;
}

/** One request of the client API. */
export interface HttpRequest extends RequestOptions {
  readonly method: "GET" | "POST";
  /** Below the base path, with its parts encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON; a `Blob` as it is. */
  readonly body?: object;
  /** Goes without the token. @default false */
  readonly anonymous?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends requests with `fetch` and turns every way to fail into a coded error. */
export class HttpRequester {
  readonly #options: HttpRequesterOptions;

  constructor(options: HttpRequesterOptions) {
    this.#options = options;
  }

  /**
   * Sends one request. The body of a success is trusted to be a `Body`.
   *
   * @throws {ApiClientError} when the hub answered with a failure.
   * @throws {ConnectionError} when it did not answer, or something else than a hub did.
   */
  async send<Body>(request: HttpRequest): Promise<Body> {
    return await this.#exchange(request, async (response) => {
      const text = await response.text();
      const body = parse(text);
      if (!response.ok || body === undefined || readApiError(body) !== undefined)
        throw refusalOf(request, response, text);
      return body as Body;
    });
  }

  /** The same for an answer that is a file. @throws {ApiClientError} @throws {ConnectionError} */
  async download(request: HttpRequest): Promise<Blob> {
    return await this.#exchange(request, async (response) => {
      if (!response.ok) throw refusalOf(request, response, await response.text());
      return await response.blob();
    });
  }

  async #exchange<Result>(request: HttpRequest, read: (response: Response) => Promise<Result>): Promise<Result> {
    const { clock, closed, requestTimeoutMs, fetch } = this.#options;
    const deadline = new AbortController();
    const timeoutMs = request.requestTimeoutMs ?? requestTimeoutMs;
    const cancelDeadline = clock.setTimeout(() => deadline.abort(), timeoutMs);
    const signals = [deadline.signal, closed, request.signal].filter((signal) => signal !== undefined);
    try {
      const init = await this.#init(request);
      return await read(await fetch(this.#url(request), { ...init, signal: AbortSignal.any(signals) }));
    } catch (cause) {
      if (cause instanceof ApiClientError || cause instanceof ConnectionError) throw cause;
      const subject = `${request.method} ${request.path}`;
      if (closed?.aborted === true) throw new ConnectionError("CLIENT_CLOSED", `${subject}: the client was closed.`);
      if (request.signal?.aborted === true) {
        throw new ConnectionError("REQUEST_ABORTED", `${subject} was aborted.`, { cause: request.signal.reason });
      }
      if (deadline.signal.aborted) {
        throw new ConnectionError("REQUEST_TIMEOUT", `${subject} had no answer within ${timeoutMs} ms.`);
      }
      throw new ConnectionError("CONNECTION_FAILED", `${subject}: no connection to ${this.#options.baseUrl}.`, {
        cause,
      });
    } finally {
      cancelDeadline();
    }
  }

  #url({ path, query }: HttpRequest): string {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) params.set(name, String(value));
    }
    const search = params.toString();
    return `${this.#options.baseUrl}${path}${search === "" ? "" : `?${search}`}`;
  }

  async #init({ method, body, headers, anonymous }: HttpRequest): Promise<RequestInit> {
    const token = anonymous === true ? undefined : await readToken(this.#options.token);
    return {
      method,
      headers: {
        accept: "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": typeOf(body) }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
    };
  }
}

function typeOf(body: object): string {
  return body instanceof Blob ? "application/octet-stream" : "application/json";
}

/** What an answer says that is not what was asked for: a failure of the hub, or something that is no hub. */
function refusalOf({ method, path }: HttpRequest, response: Response, text: string): ApiClientError | ConnectionError {
  const failure = readApiError(parse(text));
  if (failure !== undefined) return new ApiClientError(failure, response.status, readRetryAfter(response));
  const excerpt = JSON.stringify(text.slice(0, EXCERPT_CHARACTERS));
  return new ConnectionError(
    "INVALID_RESPONSE",
    `${method} ${path} was answered with status ${response.status} and not as a hub does: ${excerpt}. Check the url.`,
  );
}

function readRetryAfter({ headers }: Response): number | undefined {
  const seconds = headers.get("retry-after");
  return seconds !== null && /^\d{1,9}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}

const EXCERPT_CHARACTERS = 80;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
