import type { AccessControl } from "@hos/access";
import type { DevicePersistence } from "@hos/state-store";
import type { Clock, CreateId, Logger } from "@hos/runtime";

/** What an embedding program may pass in besides the configuration. */
export interface ServerOptions {
  /** @default pino on stderr, as the configuration says */
  readonly logger?: Logger;
  /** @default the clock of the machine */
  readonly clock?: Clock;
  /** @default ids that sort by time */
  readonly createId?: CreateId;
  /** @default everybody may do everything */
  readonly access?: Pick<AccessControl, "authenticate" | "onRevoked" | "issueTicket" | "redeemTicket">;
  /** @default nothing outlives the process */
  readonly persistence?: DevicePersistence;
}
