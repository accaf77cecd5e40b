import type { Clock, Logger } from "@hos/runtime";
import type { DevicePersistence } from "./persistence/device-persistence.ts";

/** What a {@link DeviceStateManager} may be given. */
export interface DeviceStateManagerOptions {
  /** @default systemClock */
  readonly clock?: Clock;
  /** Names the numbering of this run. @default createId() */
  readonly epoch?: string;
  /** How long a driver may be away, or take to announce its devices on return, milliseconds. @default 5000 */
  readonly graceMs?: number;
  /** How many changes `since` can tell again; fewer where they pass 64 Mi characters in all. @default 10_000 */
  readonly historySize?: number;
  /** The manager owns it: `close()` closes it. Without one nothing survives. */
  readonly persistence?: DevicePersistence;
  /** @default silentLogger */
  readonly logger?: Logger;
}
