import type { DriverIdentity, DriverStatus } from "@hos/protocol";
import type { DriverDetail, DriverFault } from "@hos/protocol/rest";
import type { CancelTimer, Clock } from "@hos/runtime";
import type { HubLimits } from "../hub-limits.ts";
import type { KnownDriver, KnownDriverDetail } from "./known-driver.ts";
import { MetricTable } from "./metric-table.ts";
import { Ring } from "./ring.ts";
import { TrafficMeter } from "./traffic-meter.ts";

/** Where a driver stands; `since` and `reason` as in {@link KnownDriver}. */
export type DriverPresenceState =
  | {
      readonly status: "connected";
      readonly since: string;
      readonly sessionId: string;
      readonly address: string | null;
    }
  /** The grace time runs. */
  | { readonly status: "away"; readonly since: string; readonly reason: string; readonly cancelGrace: CancelTimer }
  | { readonly status: "disconnected"; readonly since: string; readonly reason: string | null };

/** A log line of a driver and when it came. */
export type DriverLogLine = DriverDetail["logs"][number];

/** All that the directory keeps of one driver instance. */
export class DriverEntry {
  readonly identity: DriverIdentity;
  readonly traffic: TrafficMeter;
  readonly faults: Ring<DriverFault>;
  readonly logs: Ring<DriverLogLine>;
  readonly metrics: MetricTable;
  presence: DriverPresenceState;
  name: string | null = null;
  version: string | null = null;
  health: DriverStatus | null = null;
  sessions = 0;
  /** Why the last session ended. */
  lastReason: string | null = null;

  constructor(identity: DriverIdentity, presence: DriverPresenceState, context: { clock: Clock; limits: HubLimits }) {
    const { clock, limits } = context;
    this.identity = identity;
    this.presence = presence;
    this.traffic = new TrafficMeter(clock);
    this.faults = new Ring(limits.faultsPerDriver);
    this.logs = new Ring(limits.logsPerDriver);
    this.metrics = new MetricTable(limits.metricsPerDriver);
  }

  summarize(deviceCount: number): KnownDriver {
    const { presence } = this;
    return {
      driverKey: this.identity.driverKey,
      instanceId: this.identity.instanceId,
      name: this.name,
      version: this.version,
      status: presence.status,
      since: presence.since,
      reason: presence.status === "connected" ? this.lastReason : presence.reason,
      address: presence.status === "connected" ? presence.address : null,
      devices: deviceCount,
      health: this.health,
    };
  }

  describe(deviceIds: readonly string[]): KnownDriverDetail {
    const { framesIn, framesOut, framesInPerSecond, rejected } = this.traffic;
    return {
      ...this.summarize(deviceIds.length),
      sessionId: this.presence.status === "connected" ? this.presence.sessionId : null,
      deviceIds: [...deviceIds],
      traffic: { framesIn, framesOut, framesInPerSecond, rejected, sessions: this.sessions },
      faults: this.faults.toArray(),
      logs: this.logs.toArray(),
      metrics: this.metrics.toArray(),
    };
  }
}
