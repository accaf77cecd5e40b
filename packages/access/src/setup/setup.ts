import { ApiFailure, type LoginAnswer, type SetupRequest } from "@hos/protocol/rest";
import type { Logger } from "@hos/runtime";
import type { People } from "../people/people.ts";
import type { AccessStore } from "../store/access-store.ts";
import type { Sessions } from "../tokens/sessions.ts";
import type { SetupCode } from "./setup-code.ts";

/** What {@link Setup} is made of. */
export interface SetupOptions {
  readonly store: AccessStore;
  readonly people: People;
  readonly sessions: Sessions;
  readonly code: SetupCode;
  readonly logger: Logger;
  /** Of the person `admin`, where there is nobody yet. */
  readonly adminPassword: string | undefined;
  /** Called once, when there is somebody for the first time. */
  readonly onDone: () => void;
}

/** Lets the first person in, and nobody after. */
export class Setup {
  readonly #options: SetupOptions;
  #watching = false;

  constructor(options: SetupOptions) {
    this.#options = options;
  }

  /** Whether there is nobody yet. */
  get required(): boolean {
    return this.#options.store.users.size === 0;
  }

  /** Makes the first admin of the settings, or a code. */
  async start(): Promise<void> {
    const { people, code, logger, adminPassword } = this.#options;
    if (!this.required) return;
    this.#watching = true;
    if (adminPassword === undefined) {
      code.renew();
      return;
    }
    await people.create({ username: "admin", password: adminPassword, role: "admin" });
    logger.info("The person admin was made, with the password of the settings.");
  }

  /** Something of what is stored changed. */
  changed(): void {
    if (!this.#watching || this.required) return;
    this.#watching = false;
    this.#options.code.end();
    this.#options.onDone();
  }

  /** @throws {ApiFailure} SETUP_DONE, UNAUTHORIZED, TOO_MANY_REQUESTS, INVALID_REQUEST */
  async setUp({ code, username, password }: SetupRequest, address: string | undefined): Promise<LoginAnswer> {
    this.#checkOpen();
    this.#options.code.check(code, address);
    const user = await this.#options.people.create({ username, password, role: "admin" }, () => this.#checkOpen());
    return this.#options.sessions.open(user, address);
  }

  #checkOpen(): void {
    if (!this.required) throw new ApiFailure("SETUP_DONE", "The hub was set up before. Log in.");
  }
}
