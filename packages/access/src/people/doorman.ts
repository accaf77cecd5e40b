import { ApiFailure, type ChangePassword, type LoginAnswer, type LoginRequest } from "@hos/protocol/rest";
import type { Logger } from "@hos/runtime";
import type { Principal } from "../authorization/principal.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";
import type { AccessStore } from "../store/access-store.ts";
import type { LoginThrottle } from "../throttle/login-throttle.ts";
import type { Sessions } from "../tokens/sessions.ts";
import { toUsernameKey } from "./normalise-username.ts";
import type { People } from "./people.ts";
import type { UserDocument } from "./user-document.ts";

/** What a {@link Doorman} is made of. */
export interface DoormanOptions {
  readonly store: AccessStore;
  readonly people: People;
  readonly sessions: Sessions;
  readonly hasher: PasswordHasher;
  readonly throttle: LoginThrottle;
  readonly logger: Logger;
}

interface PasswordCheck {
  readonly username: string;
  /** `undefined`: nobody has the name. The work is the same. */
  readonly user: UserDocument | undefined;
  readonly password: string;
  readonly address: string | undefined;
}

/** Asks people for their password. */
export class Doorman {
  readonly #options: DoormanOptions;

  constructor(options: DoormanOptions) {
    this.#options = options;
  }

  /** The answer does not tell which of name and password was wrong. @throws {ApiFailure} UNAUTHORIZED, TOO_MANY_REQUESTS */
  async logIn({ username, password }: LoginRequest, address: string | undefined): Promise<LoginAnswer> {
    const user = this.#options.people.find(username);
    const good = await this.#check({ username, user, password, address });
    if (!good || user === undefined) throw new ApiFailure("UNAUTHORIZED", "The user name or the password is wrong.");
    return this.#options.sessions.open(await this.#renewHash(user, password), address);
  }

  /** @throws {ApiFailure} FORBIDDEN, UNAUTHORIZED, TOO_MANY_REQUESTS, INVALID_REQUEST */
  async changePassword(
    by: Principal,
    { current, password }: ChangePassword,
    address: string | undefined,
  ): Promise<void> {
    if (by.kind !== "session") throw new ApiFailure("FORBIDDEN", "Log in to change your password.");
    const user = by.userId === undefined ? undefined : this.#options.store.users.get(by.userId);
    if (user === undefined) throw new ApiFailure("UNAUTHORIZED", "The account is gone.");
    const good = await this.#check({ username: user.username, user, password: current, address });
    if (!good) throw new ApiFailure("FORBIDDEN", "The current password is another one.");
    await this.#options.people.setPassword(user, password, by.tokenId);
  }

  async #check({ username, user, password, address }: PasswordCheck): Promise<boolean> {
    const { throttle, hasher, logger } = this.#options;
    const attempt = throttle.begin({ account: toUsernameKey(username), address });
    let right: boolean;
    try {
      right = await hasher.verify(password, user?.passwordHash);
    } catch (error) {
      attempt.withdrawn();
      throw error;
    }
    const good = right && user?.disabled === false;
    if (good) attempt.succeeded();
    // The name is not written: people type their password into the wrong field.
    else logger.warn("A password was wrong.", { userId: user?.id, address });
    return good;
  }

  async #renewHash(user: UserDocument, password: string): Promise<UserDocument> {
    const { hasher, people, logger } = this.#options;
    if (!hasher.isOutdated(user.passwordHash)) return user;
    try {
      return await people.rehash(user, password);
    } catch (error) {
      logger.warn("A password could not be hashed anew; the old hash stays.", { userId: user.id, err: error });
      return user;
    }
  }
}
