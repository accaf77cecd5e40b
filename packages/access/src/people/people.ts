import { ApiFailure, type CreateUser, type UpdateUser, type User } from "@hos/protocol/rest";
import { type Clock, type CreateId, type Logger, toInstant } from "@hos/runtime";
import { pickNarrowing } from "../authorization/pick-narrowing.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";
import { checkPassword } from "../passwords/password-policy.ts";
import type { AccessStore } from "../store/access-store.ts";
import type { Sessions } from "../tokens/sessions.ts";
import { applyUserUpdate } from "./apply-user-update.ts";
import { checkPeople } from "./check-people.ts";
import { normaliseUsername, toUsernameKey } from "./normalise-username.ts";
import { toUser } from "./to-user.ts";
import type { UserDocument } from "./user-document.ts";

/** What {@link People} are made of. */
export interface PeopleOptions {
  readonly store: AccessStore;
  readonly sessions: Sessions;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly createId: CreateId;
}

const MAX_PEOPLE = 500;

/** The people of a home. */
export class People {
  readonly #options: PeopleOptions;

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  list(): readonly User[] {
    return this.#options.store.users.list().map(toUser);
  }

  /** Who logs in with this name, however it is written. */
  find(username: string): UserDocument | undefined {
    const key = toUsernameKey(username);
    return this.#options.store.users.list().find((user) => toUsernameKey(user.username) === key);
  }

  /**
   * @param allowed throws where the person must not be made after all; asked at the last moment.
   * @throws {ApiFailure} CONFLICT, INVALID_REQUEST
   */
  async create(request: CreateUser, allowed: () => void = () => undefined): Promise<UserDocument> {
    const { store, hasher, clock, createId, logger } = this.#options;
    const username = normaliseUsername(request.username);
    checkPassword(request.password, username);
    const user: UserDocument = {
      id: createId(),
      username,
      role: request.role,
      ...pickNarrowing(request),
      disabled: false,
      passwordHash: await hasher.hash(request.password),
      createdAt: toInstant(clock.now()),
    };
    await store.change(() => {
      allowed();
      if (store.users.size >= MAX_PEOPLE) throw new ApiFailure("CONFLICT", `There are ${MAX_PEOPLE} people already.`);
      checkPeople(store.users.list(), user);
      return [[store.users.putting(user.id, user)], undefined];
    });
    logger.info("A person was added.", { userId: user.id, role: user.role });
    return user;
  }

  /** @throws {ApiFailure} NO_USER, CONFLICT, INVALID_REQUEST */
  async update(userId: string, request: UpdateUser): Promise<UserDocument> {
    const { store, sessions, logger } = this.#options;
    const passwordHash = await this.#hashNew(this.#get(userId), request);
    const user = await store.change(() => {
      const next = applyUserUpdate(this.#get(userId), request, passwordHash);
      checkPeople(store.users.list(), next);
      const ended = next.disabled || passwordHash !== undefined ? sessions.ending(userId) : [];
      return [[store.users.putting(userId, next), ...ended], next];
    });
    logger.info("A person was changed.", { userId, members: Object.keys(request) });
    return user;
  }

  /** A person has a new password; sessions end, but for the one that is named. @throws {ApiFailure} NO_USER, INVALID_REQUEST */
  async setPassword(user: UserDocument, password: string, keptSession?: string): Promise<void> {
    const { store, sessions, hasher, logger } = this.#options;
    checkPassword(password, user.username);
    const passwordHash = await hasher.hash(password);
    await store.change(() => {
      const next = { ...this.#get(user.id), passwordHash };
      const ended = sessions.ending(user.id, keptSession === undefined ? {} : { except: keptSession });
      return [[store.users.putting(user.id, next), ...ended], undefined];
    });
    logger.info("A password was changed.", { userId: user.id });
  }

  /** The same password, hashed anew at today's price. */
  async rehash(user: UserDocument, password: string): Promise<UserDocument> {
    const { store, hasher } = this.#options;
    const passwordHash = await hasher.hash(password);
    return store.change(() => {
      const current = this.#get(user.id);
      if (current.passwordHash !== user.passwordHash) return [[], current];
      const next = { ...current, passwordHash };
      return [[store.users.putting(user.id, next)], next];
    });
  }

  /** Tokens and sessions of the person go too. @throws {ApiFailure} NO_USER, CONFLICT */
  async remove(userId: string): Promise<void> {
    const { store, logger } = this.#options;
    await store.change(() => {
      checkPeople(store.users.list(), { ...this.#get(userId), disabled: true });
      const tokens = store.tokens.list().filter((token) => token.userId === userId);
      return [[store.users.removing(userId), ...tokens.flatMap(({ id }) => store.removingToken(id))], undefined];
    });
    logger.info("A person was removed.", { userId });
  }

  async #hashNew(user: UserDocument, { username, password }: UpdateUser): Promise<string | undefined> {
    if (password === undefined) return undefined;
    checkPassword(password, username ?? user.username);
    return this.#options.hasher.hash(password);
  }

  #get(userId: string): UserDocument {
    const user = this.#options.store.users.get(userId);
    if (user === undefined) throw new ApiFailure("NO_USER", "No person has this id.");
    return user;
  }
}
