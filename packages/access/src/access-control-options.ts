import type { Clock, CreateId, Logger } from "@hos/runtime";
import type { ConfigStore } from "@hos/storage";
import type { Argon2Cost } from "./passwords/argon2id.ts";
import type { RandomBytes } from "./credentials/random-bytes.ts";

/** What {@link AccessControl} is made of. */
export interface AccessControlOptions {
  /** Started. The collections `users`, `tokens` and `token-usage` are this package's. */
  readonly config: ConfigStore;
  readonly clock: Clock;
  /** Is told who did what; never a secret. */
  readonly logger: Logger;
  readonly createId?: CreateId;
  readonly randomBytes?: RandomBytes;
  /** A bearer token that is accepted with `os_api_admin` and never stored. At least 32 characters. */
  readonly rootToken?: string;
  /** What a new password hash costs. @default PASSWORD_COST, which is right; tests take less. */
  readonly passwordCost?: Argon2Cost;
  /** Makes the person `admin` with this password at the start, where there is nobody yet. */
  readonly adminPassword?: string;
}
