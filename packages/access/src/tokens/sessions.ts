import { ApiFailure, type LoginAnswer } from "@hos/protocol/rest";
import { type Clock, type CreateId, type Logger, toInstant } from "@hos/runtime";
import type { DocumentChange } from "@hos/storage";
import { createCredential } from "../credentials/credential.ts";
import type { RandomBytes } from "../credentials/random-bytes.ts";
import { toUser } from "../people/to-user.ts";
import type { UserDocument } from "../people/user-document.ts";
import type { AccessStore } from "../store/access-store.ts";
import type { TokenDocument } from "./token-document.ts";
import { SESSION_IDLE_MS } from "./token-life.ts";
import type { UsageLog } from "./usage-log.ts";

/** What {@link Sessions} are made of. */
export interface SessionsOptions {
  readonly store: AccessStore;
  readonly usage: UsageLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly createId: CreateId;
  readonly randomBytes: RandomBytes;
}

/** Beyond so many sessions of a person the one that was idle longest ends. */
const MAX_OF_PERSON = 100;

/** The logins of people. */
export class Sessions {
  readonly #options: SessionsOptions;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /**
   * Opens a session, unless the person was changed since the password was found right.
   *
   * @param address for people, so that they know the session again.
   * @throws {ApiFailure} UNAUTHORIZED
   */
  async open(user: UserDocument, address: string | undefined): Promise<LoginAnswer> {
    const { store, clock, logger } = this.#options;
    const { token, text } = this.#create(user, address);
    await store.change(() => {
      const current = store.users.get(user.id);
      if (current === undefined || current.disabled || current.passwordHash !== user.passwordHash) {
        throw new ApiFailure("UNAUTHORIZED", "The account was changed meanwhile. Log in again.");
      }
      return [[...this.#makingRoom(user.id), store.tokens.putting(token.id, token)], undefined];
    });
    logger.info("Somebody logged in.", { userId: user.id, sessionId: token.id, address });
    return { token: text, expiresAt: toInstant(clock.now() + SESSION_IDLE_MS), user: toUser(user) };
  }

  /** The changes that end the sessions of a person. */
  ending(userId: string, { except }: { readonly except?: string } = {}): readonly DocumentChange[] {
    return this.#of(userId)
      .filter(({ id }) => id !== except)
      .flatMap(({ id }) => this.#options.store.removingToken(id));
  }

  #create(user: UserDocument, address: string | undefined): { readonly token: TokenDocument; readonly text: string } {
    const { clock, createId, randomBytes } = this.#options;
    const id = createId();
    const { text, hash } = createCredential("session", id, randomBytes);
    const token: TokenDocument = {
      id,
      kind: "session",
      name: address === undefined ? "Login" : `Login from ${address}`,
      userId: user.id,
      hash,
      // As far as the person reaches, now and later.
      scopes: ["os_api_admin"],
      createdAt: toInstant(clock.now()),
      expiresAt: null,
    };
    return { token, text };
  }

  #makingRoom(userId: string): readonly DocumentChange[] {
    const { store, usage } = this.#options;
    const usedAt = ({ id, createdAt }: TokenDocument) => usage.lastUsedAt(id) ?? Date.parse(createdAt);
    const own = this.#of(userId).toSorted((one, other) => usedAt(one) - usedAt(other));
    const tooMany = Math.max(0, own.length - MAX_OF_PERSON + 1);
    return own.slice(0, tooMany).flatMap(({ id }) => store.removingToken(id));
  }

  #of(userId: string): readonly TokenDocument[] {
    return this.#options.store.tokens.list().filter((token) => token.kind === "session" && token.userId === userId);
  }
}
