import { type ApiToken, ApiFailure, type CreateToken, type TokenCreated } from "@hos/protocol/rest";
import { type Clock, type CreateId, type Logger, toInstant } from "@hos/runtime";
import { authorize } from "../authorization/authorize.ts";
import { intersectScopes } from "../authorization/intersect-scopes.ts";
import { pickNarrowing } from "../authorization/pick-narrowing.ts";
import type { Principal } from "../authorization/principal.ts";
import { createCredential } from "../credentials/credential.ts";
import type { RandomBytes } from "../credentials/random-bytes.ts";
import { ROLE_SCOPES } from "../people/role-scopes.ts";
import type { AccessStore } from "../store/access-store.ts";
import { parseExpiry } from "./parse-expiry.ts";
import { toApiToken } from "./to-api-token.ts";
import type { TokenDocument } from "./token-document.ts";
import type { TokenRegistry } from "./token-registry.ts";
import type { UsageLog } from "./usage-log.ts";

/** What a {@link TokenKeeper} is made of. */
export interface TokenKeeperOptions {
  readonly store: AccessStore;
  readonly usage: UsageLog;
  readonly registry: TokenRegistry;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly createId: CreateId;
  readonly randomBytes: RandomBytes;
}

const MAX_TOKENS = 1000;
/** So that one person cannot use up those of all. */
const MAX_OF_PERSON = 100;

/** Makes, lists and revokes tokens. */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /** Those that `by` may see and revoke, sessions too. */
  list(by: Principal): readonly ApiToken[] {
    const { store } = this.#options;
    const seen = store.tokens.list().filter((token) => manages(by, token));
    return seen.map((token) => this.#describe(token));
  }

  /** @throws {ApiFailure} FORBIDDEN, INVALID_REQUEST, CONFLICT */
  async create(by: Principal, request: CreateToken): Promise<TokenCreated> {
    const { store, logger } = this.#options;
    const { token, text } = this.#create(by, request);
    await store.change(() => {
      if (by.kind !== "root" && store.tokens.get(by.tokenId) === undefined) {
        throw new ApiFailure("UNAUTHORIZED", "The session or token that asks has ended meanwhile.");
      }
      this.#expectRoom(token.userId);
      return [[store.tokens.putting(token.id, token)], undefined];
    });
    logger.info("A token was made.", { tokenId: token.id, name: token.name, userId: by.userId, by: by.tokenId });
    return { ...toApiToken(token, undefined), token: text };
  }

  /** It stops even where that cannot be written. @throws {ApiFailure} NO_TOKEN, STORAGE_UNAVAILABLE */
  async revoke(by: Principal, tokenId: string): Promise<ApiToken> {
    const { store, registry, clock, logger } = this.#options;
    try {
      const revoked = await store.change(() => {
        const token = this.#find(by, tokenId);
        return [store.removingToken(tokenId), token];
      });
      logger.info("A token was revoked.", { tokenId, kind: revoked.kind, by: by.tokenId });
      return { ...revoked, revokedAt: toInstant(clock.now()) };
    } catch (error) {
      if (error instanceof ApiFailure) throw error;
      registry.stop(tokenId);
      logger.error("A token was stopped, but that could not be written.", { tokenId, by: by.tokenId, err: error });
      const message = "The token stopped, but that could not be written. After a restart it would work again.";
      throw new ApiFailure("STORAGE_UNAVAILABLE", message, { cause: error });
    }
  }

  #expectRoom(userId: string | null): void {
    const tokens = this.#options.store.tokens.list().filter(({ kind }) => kind === "api");
    if (tokens.length >= MAX_TOKENS) {
      throw new ApiFailure("CONFLICT", `There are ${MAX_TOKENS} tokens. Revoke those that nobody needs.`);
    }
    if (userId !== null && tokens.filter((token) => token.userId === userId).length >= MAX_OF_PERSON) {
      throw new ApiFailure("CONFLICT", `You have ${MAX_OF_PERSON} tokens. Revoke those that nobody needs.`);
    }
  }

  #find(by: Principal, tokenId: string): ApiToken {
    const token = this.#options.store.tokens.get(tokenId);
    if (token !== undefined && manages(by, token)) return this.#describe(token);
    // The id is not repeated: somebody may have pasted the whole token.
    throw new ApiFailure("NO_TOKEN", "No token of yours has this id.");
  }

  /** A session is stored as one of everything; it reaches as far as its person. */
  #describe(token: TokenDocument): ApiToken {
    const { store, usage } = this.#options;
    const told = toApiToken(token, usage.lastUsedAt(token.id));
    const user = token.kind === "session" && token.userId !== null ? store.users.get(token.userId) : undefined;
    return user === undefined ? told : { ...told, scopes: [...intersectScopes(ROLE_SCOPES[user.role], token.scopes)] };
  }

  #create(by: Principal, request: CreateToken): { readonly token: TokenDocument; readonly text: string } {
    checkMaker(by, request);
    const { clock, createId, randomBytes } = this.#options;
    const id = createId();
    const { text, hash } = createCredential("api", id, randomBytes);
    const token: TokenDocument = {
      id,
      kind: "api",
      name: request.name,
      userId: by.userId ?? null,
      hash,
      scopes: request.scopes,
      ...pickNarrowing(request),
      createdAt: toInstant(clock.now()),
      expiresAt: parseExpiry(request.expiresAt, clock.now()),
    };
    return { token, text };
  }
}

/** Whether somebody may see and revoke a token: an admin all of them, a person the own ones, a token itself. */
function manages(by: Principal, token: TokenDocument): boolean {
  if (isAdmin(by)) return true;
  return by.kind === "session" ? token.userId === by.userId : token.id === by.tokenId;
}

/**
 * A token that could make tokens would outlive its own revocation and expiry in them: people make tokens, and tokens of
 * admins, which could make themselves a person as well.
 */
function checkMaker(by: Principal, { scopes }: CreateToken): void {
  if (by.kind === "api" && !isAdmin(by)) {
    throw new ApiFailure("FORBIDDEN", "A token cannot make tokens. Log in, and make it then.");
  }
  const beyond = scopes.filter((scope) => authorize(by, { scope }) !== "allowed");
  if (beyond.length === 0) return;
  throw new ApiFailure("FORBIDDEN", `You do not have what you want to give: ${beyond.join(", ")}.`);
}

function isAdmin(by: Principal): boolean {
  return authorize(by, { scope: "os_api_admin", subject: "home" }) === "allowed";
}
