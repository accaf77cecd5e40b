import type { ApiToken, CreateToken, TokenCreated, TokenList } from "@hos/protocol/rest";
import type { HttpRequester } from "../http-requester.ts";
import type { RequestOptions } from "../request-options.ts";

/** Tokens and sessions: the own ones, for an admin those of everybody. */
export class TokensArea {
  readonly #http: HttpRequester;

  constructor(http: HttpRequester) {
    this.#http = http;
  }

  /** Without their secrets. */
  list(options?: RequestOptions): Promise<TokenList> {
    return this.#http.send({ method: "GET", path: "/tokens", ...options });
  }

  /** Makes a token that reaches no further than who makes it. `token` of the answer is its secret, shown this once. */
  create(request: CreateToken, options?: RequestOptions): Promise<TokenCreated> {
    return this.#http.send({ method: "POST", path: "/tokens", body: request, ...options });
  }

  /** Voids a token or ends a session at once, with all that is open in its name. */
  revoke(tokenId: string, options?: RequestOptions): Promise<ApiToken> {
    return this.#http.send({ method: "POST", path: `/tokens/${encodeURIComponent(tokenId)}/revoke`, ...options });
  }
}
