import { randomBytes } from "node:crypto";
import {
  type ApiToken,
  ApiFailure,
  type ChangePassword,
  type CreateToken,
  type CreateUser,
  type LoginAnswer,
  type LoginRequest,
  type Me,
  type SetupRequest,
  type StreamTicket,
  type TokenCreated,
  type UpdateUser,
  type User,
} from "@hos/protocol/rest";
import { Emitter, type Unsubscribe } from "@hos/runtime";
import type { AccessControlOptions } from "./access-control-options.ts";
import type { AccessEvents } from "./access-events.ts";
import type { Principal } from "./authorization/principal.ts";
import { type AccessParts, createAccessParts } from "./create-access-parts.ts";
import { createSecretText } from "./credentials/create-secret-text.ts";
import { describePrincipal } from "./people/describe-principal.ts";
import { toUsernameKey } from "./people/normalise-username.ts";
import { toUser } from "./people/to-user.ts";
import type { Revocation } from "./tokens/revocation.ts";

const ROOT_TOKEN_MIN = 32;
const RESET_PASSWORD_LENGTH = 16;

/** Where a request comes from, as the throttle counts it; `undefined` where that is not known. */
type Address = string | undefined;

/**
 * People, sessions and tokens of a home: who somebody is, and that nobody else gets in.
 *
 * It reads nothing before `start()`; then it holds what is good in memory, so that `authenticate` asks no disk.
 *
 * What the documents call an outcome is thrown as `ApiFailure`, with the code that goes over the wire. Requests have
 * passed the parsers of `@hos/protocol/rest` before. Where a method names no principal, the caller has asked `authorize`
 * first (people: `os_api_admin` on the home); those that name one see to it themselves.
 */
export class AccessControl {
  readonly #options: AccessControlOptions;
  readonly #events: Emitter<AccessEvents>;
  readonly #parts: AccessParts;
  #setupCode: string | undefined;
  #closing: Promise<void> | undefined;

  /** @throws {RangeError} where the root token is too short. */
  constructor(options: AccessControlOptions) {
    if (options.rootToken !== undefined && options.rootToken.length < ROOT_TOKEN_MIN) {
      throw new RangeError(`The root token must have at least ${ROOT_TOKEN_MIN} characters.`);
    }
    this.#options = options;
    this.#events = new Emitter((fault, event) =>
      options.logger.error("A listener of access control failed.", { err: fault, event }),
    );
    this.#parts = createAccessParts(options, this.#events);
    this.#events.on("setupCode", (code) => {
      this.#setupCode = code;
    });
    this.#events.on("setUp", () => {
      this.#setupCode = undefined;
    });
  }

  /**
   * Takes over what is stored; makes the first admin or the setup code where there is nobody yet.
   *
   * @throws {ApiFailure} INVALID_REQUEST where the admin's password of the settings is too weak.
   */
  async start(): Promise<void> {
    this.#parts.registry.refresh();
    this.#parts.expiry.watch();
    await this.#parts.setup.start();
  }

  /** Writes what waits, and stops. Calling it again gives the same promise. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * Whose credential it is; `undefined` where it is not good. Cheap and synchronous: once a request. The answer is the
   * same object until something about it changes.
   */
  authenticate(credential: string | undefined): Principal | undefined {
    return credential === undefined ? undefined : this.#parts.registry.authenticate(credential);
  }

  /**
   * A stream in the name of `principal` is still open: its session does not count as idle. Once an hour is enough.
   */
  keepAlive(principal: Principal): void {
    if (this.#parts.store.tokens.get(principal.tokenId) !== undefined) this.#parts.usage.note(principal.tokenId);
  }

  /** Who asks, for GET `/auth/me`. */
  describe(principal: Principal): Me {
    return describePrincipal(principal, this.#parts);
  }

  /** Calls `listener` with tokens and sessions that ended or reach differently, as soon as that is durable. */
  onRevoked(listener: (revocation: Revocation) => void): Unsubscribe {
    return this.#events.on("revoked", listener);
  }

  // Setup.

  /** Whether there is nobody yet. */
  get setupRequired(): boolean {
    return this.#parts.setup.required;
  }

  /** Calls `listener` with the code that POST `/setup` needs: at once where there is one, and with each new one. */
  onSetupCode(listener: (code: string) => void): Unsubscribe {
    const unsubscribe = this.#events.on("setupCode", listener);
    if (this.#setupCode !== undefined) listener(this.#setupCode);
    return unsubscribe;
  }

  /** Calls `listener` once there is somebody for the first time, whichever way. */
  onSetUp(listener: () => void): Unsubscribe {
    return this.#events.on("setUp", listener);
  }

  /**
   * Makes the first person, an admin, and logs in.
   *
   * @throws {ApiFailure} SETUP_DONE, UNAUTHORIZED, TOO_MANY_REQUESTS, INVALID_REQUEST
   */
  setUp(request: SetupRequest, address: Address): Promise<LoginAnswer> {
    return this.#parts.setup.setUp(request, address);
  }

  // Sessions.

  /** @throws {ApiFailure} UNAUTHORIZED, TOO_MANY_REQUESTS */
  logIn(request: LoginRequest, address: Address): Promise<LoginAnswer> {
    return this.#parts.doorman.logIn(request, address);
  }

  /** Ends the session, or revokes the token, that asks. The root token stays. */
  async logOut(by: Principal): Promise<void> {
    if (by.kind !== "root") await this.#parts.tokens.revoke(by, by.tokenId);
  }

  /**
   * A person changes the own password; the person's other sessions end.
   *
   * @throws {ApiFailure} FORBIDDEN where the current password is wrong; TOO_MANY_REQUESTS, INVALID_REQUEST
   */
  changePassword(by: Principal, request: ChangePassword, address: Address): Promise<void> {
    return this.#parts.doorman.changePassword(by, request, address);
  }

  // People.

  listUsers(): readonly User[] {
    return this.#parts.people.list();
  }

  /** @throws {ApiFailure} CONFLICT, INVALID_REQUEST */
  async createUser(request: CreateUser): Promise<User> {
    return toUser(await this.#parts.people.create(request));
  }

  /** @throws {ApiFailure} NO_USER, CONFLICT, INVALID_REQUEST; FORBIDDEN where somebody would set the own password. */
  async updateUser(by: Principal, userId: string, request: UpdateUser): Promise<User> {
    if (by.userId === userId && request.password !== undefined) {
      throw new ApiFailure("FORBIDDEN", "Your own password is changed with POST /auth/password, which asks for it.");
    }
    return toUser(await this.#parts.people.update(userId, request));
  }

  /** The person's tokens and sessions go too. @throws {ApiFailure} NO_USER, CONFLICT */
  removeUser(userId: string): Promise<void> {
    return this.#parts.people.remove(userId);
  }

  /**
   * Gives a person a random password, and gives it back; the person's sessions end. For the command line.
   *
   * @throws {ApiFailure} NO_USER
   */
  async resetPassword(username: string): Promise<string> {
    const { people, throttle } = this.#parts;
    const user = people.find(username);
    if (user === undefined) throw new ApiFailure("NO_USER", `No person is called ${JSON.stringify(username)}.`);
    const password = createSecretText(RESET_PASSWORD_LENGTH, this.#options.randomBytes ?? randomBytes);
    await people.setPassword(user, password);
    throttle.forget(toUsernameKey(username));
    return password;
  }

  // Tokens.

  /** Tokens and sessions: the own, or everybody's for those who have `os_api_admin`. */
  listTokens(by: Principal): readonly ApiToken[] {
    return this.#parts.tokens.list(by);
  }

  /** It belongs to whom the maker belongs and never reaches further. @throws {ApiFailure} FORBIDDEN, INVALID_REQUEST, CONFLICT */
  createToken(by: Principal, request: CreateToken): Promise<TokenCreated> {
    return this.#parts.tokens.create(by, request);
  }

  /** It stops at once. @throws {ApiFailure} NO_TOKEN */
  revokeToken(by: Principal, tokenId: string): Promise<ApiToken> {
    return this.#parts.tokens.revoke(by, tokenId);
  }

  // Stream tickets.

  /** @throws {ApiFailure} TOO_MANY_REQUESTS */
  issueTicket(by: Principal): StreamTicket {
    return this.#parts.tickets.issue(by.tokenId);
  }

  /** Whose ticket it is, once; `undefined` where it is not good. */
  redeemTicket(ticket: string): Principal | undefined {
    const tokenId = this.#parts.tickets.redeem(ticket);
    return tokenId === undefined ? undefined : this.#parts.registry.find(tokenId);
  }

  async #close(): Promise<void> {
    this.#parts.expiry.close();
    await this.#parts.usage.close();
    this.#events.clear();
  }
}
