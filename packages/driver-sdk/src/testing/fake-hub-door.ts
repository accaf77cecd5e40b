import {
  createPairedFrame,
  createPairingRequiredFrame,
  DRIVER_ERROR_CODES,
  ProtocolError,
  type RegisterRequest,
} from "@hos/protocol";
import { createId } from "@hos/runtime";
import type { FakeHubSession } from "./fake-hub-session.ts";
import type { FakePairing } from "./fake-hub-types.ts";
import type { Journal } from "./journal.ts";

const UNAUTHORIZED = 4003;
const FIRST_CODE = 100_000;
const PAIRING_MS = 300_000;

/** Lets drivers into a `FakeHub`: everybody, until it is told to ask for approval. */
export class FakeHubDoor {
  readonly #pairings: Journal<FakePairing>;
  readonly #waiting = new Map<FakeHubSession, RegisterRequest>();
  /** The good ones, with the driver whose each is. */
  readonly #tokens = new Map<string, string>();
  #codes = FIRST_CODE;
  #asksForApproval = false;

  constructor(pairings: Journal<FakePairing>) {
    this.#pairings = pairings;
  }

  /** From now on drivers need a token, and those without one have to be approved. */
  close(): void {
    this.#asksForApproval = true;
  }

  /** Whether the driver may register. Where not, it was answered. */
  admits(session: FakeHubSession, request: RegisterRequest): boolean {
    if (!this.#asksForApproval) return true;
    if (request.token !== undefined) return this.#knows(session, request);
    this.#codes += 1;
    const code = String(this.#codes);
    this.#waiting.set(session, request);
    const expiresAt = new Date(Date.now() + PAIRING_MS).toISOString();
    session.send(createPairingRequiredFrame({ code, expiresAt }));
    const { driverKey, instanceId } = request;
    this.#pairings.add({ driverKey, instanceId, code });
    return false;
  }

  /** Approves all that wait; the answer is the token of the last one. */
  approve(): string {
    let token = "";
    for (const [session, request] of this.#waiting) {
      token = `hosd_${createId()}_fake`;
      this.#tokens.set(token, nameOf(request));
      session.send(createPairedFrame(request, token));
    }
    this.#waiting.clear();
    return token;
  }

  /** Makes every token void and puts those that are there out. */
  revoke(sessions: Iterable<FakeHubSession>): void {
    this.#tokens.clear();
    for (const session of sessions) if (session.identity !== undefined) refuse(session, "The token was revoked.");
  }

  /** The socket is gone. */
  left(session: FakeHubSession): void {
    this.#waiting.delete(session);
  }

  #knows(session: FakeHubSession, request: RegisterRequest): boolean {
    if (request.token !== undefined && this.#tokens.get(request.token) === nameOf(request)) return true;
    refuse(session, "The token is not good.");
    return false;
  }
}

function refuse(session: FakeHubSession, message: string): void {
  session.reject(new ProtocolError(DRIVER_ERROR_CODES.UNAUTHORIZED, message));
  void session.close(UNAUTHORIZED, "unauthorized");
}

function nameOf({ driverKey, instanceId }: RegisterRequest): string {
  return `${driverKey}/${instanceId}`;
}
