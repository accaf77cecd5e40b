import type { Argon2Cost } from "@hos/access";
import type { Clock, CreateId, Logger } from "@hos/runtime";
import type { LogLevels } from "./logging/log-levels.ts";
import type { HubStorage } from "./storage/hub-storage.ts";

/** What an embedding program may pass in besides the configuration. */
export interface ServerOptions {
  /** @default pino on stderr, as the configuration says */
  readonly logger?: Logger;
  /** What the logger goes by, where it can be changed. @default those of the configuration */
  readonly logLevels?: LogLevels;
  /** @default the clock of the machine */
  readonly clock?: Clock;
  /** @default ids that sort by time */
  readonly createId?: CreateId;
  /** Where everything is stored; the server closes it. @default SQLite in the data folder of the configuration */
  readonly storage?: HubStorage;
  /** What a new password hash costs: for tests, which take less than what is right. */
  readonly passwordCost?: Argon2Cost;
}
