import type { ChangePassword, LoginAnswer, LoginRequest, Me, SetupRequest, SetupStatus } from "@hos/protocol/rest";
import type { HttpRequester } from "../http-requester.ts";
import type { RequestOptions } from "../request-options.ts";

/** Who one is: the first run, sessions, the own password. */
export class AuthArea {
  readonly #http: HttpRequester;

  constructor(http: HttpRequester) {
    this.#http = http;
  }

  /** Whether the hub waits for its first person. Needs no token. */
  setupStatus(options?: RequestOptions): Promise<SetupStatus> {
    return this.#http.send({ method: "GET", path: "/setup", anonymous: true, ...options });
  }

  /** Makes the first person, an admin, and begins a session. SETUP_DONE where there was a first one. Needs no token. */
  setUp(request: SetupRequest, options?: RequestOptions): Promise<LoginAnswer> {
    return this.#http.send({ method: "POST", path: "/setup", body: request, anonymous: true, ...options });
  }

  /**
   * Begins a session: `token` of the answer is what every further request needs. UNAUTHORIZED for a wrong name or
   * password; TOO_MANY_REQUESTS after some of them, with `retryAfterMs`. Needs no token.
   */
  login(request: LoginRequest, options?: RequestOptions): Promise<LoginAnswer> {
    return this.#http.send({ method: "POST", path: "/auth/login", body: request, anonymous: true, ...options });
  }

  /** Ends the session, or voids the token, that asks. Its live streams end. */
  async logout(options?: RequestOptions): Promise<void> {
    await this.#http.send({ method: "POST", path: "/auth/logout", ...options });
  }

  /** Who asks, and how far the token reaches. */
  me(options?: RequestOptions): Promise<Me> {
    return this.#http.send({ method: "GET", path: "/auth/me", ...options });
  }

  /** Changes the own password. The other sessions of the person end. */
  async changePassword(request: ChangePassword, options?: RequestOptions): Promise<void> {
    await this.#http.send({ method: "POST", path: "/auth/password", body: request, ...options });
  }
}
