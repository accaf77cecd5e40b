import { ADMIN_TOKEN } from "./admin-token.ts";

/** An answer of the client API. */
export interface RestAnswer {
  readonly status: number;
  /** Parsed; `undefined` where it is no JSON. */
  readonly body: unknown;
}

/** Calls the client API with nothing but `fetch`, so that a test can send what no client would. */
export class RestCaller {
  readonly #url: string;
  readonly #token: string;

  /** @param url of the server, such as `http://127.0.0.1:8080`. @param token an empty one is not sent. */
  constructor(url: string, token: string = ADMIN_TOKEN) {
    this.#url = url;
    this.#token = token;
  }

  /** The API as somebody else sees it; without a token, as nobody. */
  as(token = ""): RestCaller {
    return new RestCaller(this.#url, token);
  }

  async get(path: string): Promise<RestAnswer> {
    return await this.#ask(path, {});
  }

  /** @param body text is sent as it is, anything else as JSON. */
  async post(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<RestAnswer> {
    return await this.#ask(path, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  }

  /** Sends a command. @param more members of the body besides `command`. */
  async command(deviceId: string, command: string, more: object = {}): Promise<RestAnswer> {
    return await this.post(`/devices/${encodeURIComponent(deviceId)}/command`, { command, ...more });
  }

  async #ask(
    path: string,
    { headers, ...init }: { method?: string; body?: string; headers?: Readonly<Record<string, string>> },
  ): Promise<RestAnswer> {
    const credential = this.#token === "" ? {} : { authorization: `Bearer ${this.#token}` };
    const response = await fetch(`${this.#url}/v1/os${path}`, { ...init, headers: { ...credential, ...headers } });
    const text = await response.text();
    return { status: response.status, body: parse(text) };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
