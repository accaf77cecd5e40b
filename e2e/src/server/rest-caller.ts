/** An answer of the client API. */
export interface RestAnswer {
  readonly status: number;
  /** Parsed; `undefined` where it is no JSON. */
  readonly body: unknown;
}

/** Calls the client API with nothing but `fetch`, so that a test can send what no client would. */
export class RestCaller {
  readonly #base: string;

  /** @param url of the server, such as `http://127.0.0.1:8080`. */
  constructor(url: string) {
    this.#base = `${url}/v1/os`;
  }

  async get(path: string): Promise<RestAnswer> {
    return await this.#ask(path, {});
  }

  /** @param body text is sent as it is, anything else as JSON. */
  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<RestAnswer> {
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

  async #ask(path: string, init: RequestInit): Promise<RestAnswer> {
    const response = await fetch(`${this.#base}${path}`, init);
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
