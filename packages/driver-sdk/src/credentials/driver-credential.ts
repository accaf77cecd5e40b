import { DriverError } from "../errors/driver-error.ts";
import type { TokenStore } from "./token-store.ts";

/** What a {@link DriverCredential} is made of. */
export interface DriverCredentialOptions {
  /** The author's own; the store is not asked then. */
  readonly token: string | undefined;
  readonly store: TokenStore;
  /** Is told what the store could not do. */
  readonly failed: (error: DriverError) => void;
}

/** The credential of a driver: the author's, or the one that it was given when a person approved it. */
export class DriverCredential {
  readonly #options: DriverCredentialOptions;
  #token: string | undefined;
  #isKnown: boolean;

  constructor(options: DriverCredentialOptions) {
    this.#options = options;
    this.#token = options.token;
    this.#isKnown = options.token !== undefined;
  }

  /** The token to register with. A promise only where the store has to be asked first; it never rejects. */
  read(): string | undefined | Promise<string | undefined> {
    return this.#isKnown ? this.#token : this.#load();
  }

  /** Takes the token that the hub gave, and keeps it. Never rejects: a token that cannot be kept serves this run. */
  async keep(token: string): Promise<void> {
    this.#token = token;
    this.#isKnown = true;
    try {
      await this.#options.store.save(token);
    } catch (cause) {
      this.#fail("The token of this driver could not be stored; it has to be approved again after a restart.", cause);
    }
  }

  /** Forgets the stored token. An author's own stays. */
  async forget(): Promise<void> {
    this.#token = this.#options.token;
    this.#isKnown = true;
    await this.#options.store.clear();
  }

  /** What to do when the hub does not accept the token, in one sentence; `undefined` where there is none. */
  get advice(): string | undefined {
    if (this.#token === undefined) return undefined;
    if (this.#options.token !== undefined) return "If the token is not good any more, give the driver another one.";
    const { location } = this.#options.store;
    const file = location === undefined ? "" : `, or delete ${location},`;
    return `If the token is not good any more, call forgetToken()${file} and start the driver again: it then asks for approval.`;
  }

  async #load(): Promise<string | undefined> {
    try {
      const token = await this.#options.store.load();
      if (!this.#isKnown) this.#token = token;
      this.#isKnown = true;
    } catch (cause) {
      // Not taken for known: the next registration asks again.
      this.#fail("The stored token of this driver could not be read; it asks for approval.", cause);
    }
    return this.#token;
  }

  #fail(message: string, cause: unknown): void {
    const { location } = this.#options.store;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const details = location === undefined ? [reason] : [`${location}: ${reason}`];
    this.#options.failed(new DriverError("TOKEN_STORE_FAILED", message, { cause, details }));
  }
}
