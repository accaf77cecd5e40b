import type { Hub } from "@hos/hub";
import type { LiveStats } from "../live/live-stats.ts";

/** Where metrics are read. */
export interface MetricSources {
  readonly version: string;
  readonly hub: Pick<Hub, "commands" | "devices" | "drivers" | "gateway">;
  readonly live: { readonly stats: LiveStats };
  readonly net: NetStats;
  /** Why nothing can be stored; `undefined` where it can. */
  readonly storageFault: () => string | undefined;
}

/** The connections of a server. */
export interface NetStats {
  readonly connectionCount: number;
  /** Those that were refused because their address had too many. */
  readonly refusedConnections: number;
}
