const TIMEOUT_MS = 20_000;

/** What the hub answered. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The REST API of a hub, as somebody who is logged in or not. */
export class HubApi {
  readonly #base: string;
  #token: string | undefined;

  /** @param url of the hub */
  constructor(url: string) {
    this.#base = `${url}/v1/os`;
  }

  get(path: string): Promise<ApiAnswer> {
    return this.#send("GET", path);
  }

  post(path: string, body: object): Promise<ApiAnswer> {
    return this.#send("POST", path, body);
  }

  /** Asks as this person from now on. */
  async logIn(username: string, password: string): Promise<void> {
    const { status, body } = await this.post("/auth/login", { username, password });
    if (status !== 200) throw new Error(`The login was answered with ${status}: ${JSON.stringify(body)}`);
    this.useToken((body as { readonly token: string }).token);
  }

  /** Asks with this token from now on. */
  useToken(token: string): void {
    this.#token = token;
  }

  async #send(method: string, path: string, body?: object): Promise<ApiAnswer> {
    const response = await fetch(this.#base + path, {
      method,
      headers: {
        ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: await response.json() };
  }
}
