import type {
  ApiToken,
  ChangePassword,
  CreateToken,
  CreateUser,
  LoginAnswer,
  LoginRequest,
  Me,
  SetupRequest,
  StreamTicket,
  TokenCreated,
  UpdateUser,
  User,
} from "@hos/protocol/rest";
import type { Unsubscribe } from "@hos/runtime";
import type { AccessControlOptions } from "./access-control-options.ts";
import type { Principal } from "./authorization/principal.ts";
import type { Revocation } from "./tokens/revocation.ts";

/** Where a request comes from, as the throttle counts it; `undefined` where that is not known. */
type Address = string | undefined;

/**
 * People, sessions and tokens of a home: who somebody is, and that nobody else gets in.
 *
 * What the documents call an outcome is thrown as `ApiFailure`, with the code that goes over the wire. Requests have
 * passed the parsers of `@hos/protocol/rest` before. Where a method names no principal, the caller has asked `authorize`
 * first (people: `os_api_admin` on the home); those that name one see to it themselves.
 */
export class AccessControl {
  constructor(options: AccessControlOptions) {
    void options;
  }

  /** Reads what is stored; makes the first admin or the setup code where there is nobody yet. */
  start(): Promise<void> {
    return todo();
  }

  /** Writes what waits, and stops. Calling it again gives the same promise. */
  close(): Promise<void> {
    return todo();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * Whose credential it is; `undefined` where it is not good. Cheap and synchronous: once a request. The answer is the same
   * object until something about it changes.
   */
  authenticate(credential: string | undefined): Principal | undefined {
    return todo(credential);
  }

  /** Who asks, for GET `/auth/me`. */
  describe(principal: Principal): Me {
    return todo(principal);
  }

  /** Calls `listener` with tokens and sessions that ended or reach differently, at once after it is durable. */
  onRevoked(listener: (revocation: Revocation) => void): Unsubscribe {
    return todo(listener);
  }

  // Setup.

  /** Whether there is nobody yet. */
  get setupRequired(): boolean {
    return todo();
  }

  /** Calls `listener` with the code that POST `/setup` needs, at once where there is one, and with each new one. */
  onSetupCode(listener: (code: string) => void): Unsubscribe {
    return todo(listener);
  }

  /** Makes the first person, an admin, and logs in. @throws {ApiFailure} SETUP_DONE, UNAUTHORIZED, TOO_MANY_REQUESTS, INVALID_REQUEST */
  setUp(request: SetupRequest, address: Address): Promise<LoginAnswer> {
    return todo(request, address);
  }

  // Sessions.

  /** @throws {ApiFailure} UNAUTHORIZED, TOO_MANY_REQUESTS */
  logIn(request: LoginRequest, address: Address): Promise<LoginAnswer> {
    return todo(request, address);
  }

  /** Ends the session, or revokes the token, that asks. */
  logOut(by: Principal): Promise<void> {
    return todo(by);
  }

  /** A person changes the own password; the person's other sessions end. @throws {ApiFailure} FORBIDDEN, UNAUTHORIZED, TOO_MANY_REQUESTS, INVALID_REQUEST */
  changePassword(by: Principal, request: ChangePassword, address: Address): Promise<void> {
    return todo(by, request, address);
  }

  // People.

  listUsers(): readonly User[] {
    return todo();
  }

  /** @throws {ApiFailure} CONFLICT, INVALID_REQUEST */
  createUser(request: CreateUser): Promise<User> {
    return todo(request);
  }

  /** @throws {ApiFailure} NO_USER, CONFLICT, INVALID_REQUEST, FORBIDDEN */
  updateUser(by: Principal, userId: string, request: UpdateUser): Promise<User> {
    return todo(by, userId, request);
  }

  /** The person's tokens and sessions go too. @throws {ApiFailure} NO_USER, CONFLICT */
  removeUser(userId: string): Promise<void> {
    return todo(userId);
  }

  /** Gives a person a random password, and gives it back; the person's sessions end. For the command line. @throws {ApiFailure} NO_USER */
  resetPassword(username: string): Promise<string> {
    return todo(username);
  }

  // Tokens.

  /** Tokens and sessions: the own, or everybody's for those who have `os_api_admin`. */
  listTokens(by: Principal): readonly ApiToken[] {
    return todo(by);
  }

  /** It belongs to whom the maker belongs and never reaches further. @throws {ApiFailure} FORBIDDEN, INVALID_REQUEST, CONFLICT */
  createToken(by: Principal, request: CreateToken): Promise<TokenCreated> {
    return todo(by, request);
  }

  /** It stops at once. @throws {ApiFailure} NO_TOKEN */
  revokeToken(by: Principal, tokenId: string): Promise<ApiToken> {
    return todo(by, tokenId);
  }

  // Stream tickets.

  /** @throws {ApiFailure} TOO_MANY_REQUESTS */
  issueTicket(by: Principal): StreamTicket {
    return todo(by);
  }

  /** Whose ticket it is, once; `undefined` where it is not good. */
  redeemTicket(ticket: string): Principal | undefined {
    return todo(ticket);
  }
}

function todo(...given: readonly unknown[]): never {
  throw new Error(`Not built yet (${given.length}).`);
}
