import type { Clock, Logger } from "@hos/runtime";
import type { MulticastLink } from "./net/multicast-link.ts";

/** What both sides of discovery may be given. */
export interface DiscoveryOptions {
  /** The networks to use. @default every one that this machine is on, read again as they come and go */
  readonly links?: () => readonly MulticastLink[];
  /** UDP port. @default 5353, that of multicast DNS */
  readonly port?: number;
  /** @default a silent one */
  readonly logger?: Logger;
  /** @default the clock of the machine */
  readonly clock?: Clock;
}
