import type { Clock } from "@hos/runtime";
import { ApiClientError } from "../errors/api-client-error.ts";
import { ConnectionError } from "../errors/connection-error.ts";
import { readApiError } from "./read-api-error.ts";
import type { RequestOptions } from "./request-options.ts";

/** What an {@link HttpRequester} works with. */
export interface HttpRequesterOptions {
  /** What each path is put behind. */
  readonly baseUrl: string;
  readonly token: string | undefined;
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
  /** Sent as JSON. */
  readonly body?: object;
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
    const { status, text } = await this.#exchange(request);
    const body = parse(text);
    const failure = readApiError(body);
    if (failure !== undefined) throw new ApiClientError(failure, status);
    if (status < 200 || status > 299 || body === undefined) {
      const subject = `${request.method} ${request.path}`;
      const excerpt = text.slice(0, EXCERPT_CHARACTERS);
      throw new ConnectionError(
        "INVALID_RESPONSE",
        `${subject} was answered with status ${status} and not as a hub does: ${JSON.stringify(excerpt)}. Check the url.`,
      );
    }
    return body as Body;
  }

  async #exchange(request: HttpRequest): Promise<{ readonly status: number; readonly text: string }> {
    const { clock, closed, requestTimeoutMs, fetch } = this.#options;
    const deadline = new AbortController();
    const timeoutMs = request.requestTimeoutMs ?? requestTimeoutMs;
    const cancelDeadline = clock.setTimeout(() => deadline.abort(), timeoutMs);
    const signals = [deadline.signal, closed, request.signal].filter((signal) => signal !== undefined);
    try {
      const response = await fetch(this.#url(request), { ...this.#init(request), signal: AbortSignal.any(signals) });
      return { status: response.status, text: await response.text() };
    } catch (cause) {
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

  #init({ method, body, headers }: HttpRequest): RequestInit {
    const { token } = this.#options;
    return {
      method,
      headers: {
        accept: "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
  }
}

const EXCERPT_CHARACTERS = 80;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
