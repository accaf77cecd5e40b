import { ApiFailure } from "@hos/protocol/rest";
import { type Clock, normalizeAddress } from "@hos/runtime";
import { createSecretText } from "../credentials/create-secret-text.ts";
import { hashSecret } from "../credentials/hash-secret.ts";
import type { RandomBytes } from "../credentials/random-bytes.ts";
import { secretMatches } from "../credentials/secret-matches.ts";
import { createThrottleFailure } from "../throttle/create-throttle-failure.ts";
import { Throttle } from "../throttle/throttle.ts";

/** What a {@link SetupCode} is made of. */
export interface SetupCodeOptions {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Called with each new code, to be shown where only the owner of the machine looks. */
  readonly onCode: (code: string) => void;
}

const GROUP = 4;
/** A code is guessed at most so often; then there is another. */
const MAX_WRONG = 20;
const LIMITS = { free: 5, firstDelayMs: 1000, maxDelayMs: 60_000, forgetOneMs: 60_000 };

/** The code that proves that the first person can read the server's log: `K7MQ-2XWD-9FBT`, 58 bits. */
export class SetupCode {
  readonly #options: SetupCodeOptions;
  readonly #throttle: Throttle;
  #hash: string | undefined;
  #wrong = 0;

  constructor(options: SetupCodeOptions) {
    this.#options = options;
    this.#throttle = new Throttle({ clock: options.clock, limits: LIMITS });
  }

  /** Makes a code; one that was made before is void. */
  renew(): void {
    const text = createSecretText(3 * GROUP, this.#options.randomBytes);
    this.#hash = hashSecret(text);
    this.#wrong = 0;
    this.#options.onCode([text.slice(0, GROUP), text.slice(GROUP, 2 * GROUP), text.slice(2 * GROUP)].join("-"));
  }

  /** There is no code any more. */
  end(): void {
    this.#hash = undefined;
  }

  /** Passes the right code, however it is spaced. @throws {ApiFailure} UNAUTHORIZED, TOO_MANY_REQUESTS */
  check(code: string, address: string | undefined): void {
    const key = normalizeAddress(address ?? "unknown");
    const waitMs = this.#throttle.waitMs(key);
    if (waitMs > 0) throw createThrottleFailure(waitMs);
    const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
    if (this.#hash !== undefined && secretMatches(plain, this.#hash)) return;
    this.#throttle.count(key);
    this.#wrong += 1;
    if (this.#hash !== undefined && this.#wrong >= MAX_WRONG) this.renew();
    throw new ApiFailure("UNAUTHORIZED", "This is not the setup code. The server's log shows the one that counts.");
  }
}
