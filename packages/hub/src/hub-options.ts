import type { IncomingMessage } from "node:http";
import type { JournalPort } from "@hos/dispatcher";
import type { Clock, CreateId, Logger } from "@hos/runtime";
import type { DevicePersistence } from "@hos/state-store";
import type { DriverAdmission } from "./gateway/driver-admission.ts";
import type { HubLimits } from "./hub-limits.ts";

/** What a hub is made of. */
export interface HubOptions {
  /** The version that drivers are told in CONNECTED. */
  readonly serverVersion: string;
  /** @default systemClock */
  readonly clock?: Clock;
  /** @default silentLogger */
  readonly logger?: Logger;
  /** Makes the ids of sessions, commands and the epoch. @default createId of @hos/runtime */
  readonly createId?: CreateId;
  /** Names the numbering of changes. @default createId() */
  readonly epoch?: string;
  /** How long a driver may be away without an outage, milliseconds. @default 5_000 */
  readonly graceMs?: number;
  /** Changes that are kept for clients that missed them. @default 10_000 */
  readonly historySize?: number;
  /** Where devices survive a restart. @default nowhere */
  readonly persistence?: DevicePersistence;
  /** Where the command journal survives a restart; the hub closes it. @default nowhere */
  readonly journal?: JournalPort;
  /** Where a driver connects from; `null` where that is not known. @default the other end of the connection */
  readonly addressOf?: (request: IncomingMessage) => string | null;
  /** Decides which drivers may register. @default every one */
  readonly admission?: DriverAdmission;
  /** Those not named have the values of {@link DEFAULT_HUB_LIMITS}. */
  readonly limits?: Partial<HubLimits>;
}
