import type { ProtocolName } from "../../protocols/find-protocol.ts";
import type { Target } from "../../protocols/load-protocol.ts";
import type { Latency } from "../latency-samples.ts";

/** Updates at a rate, for a time. */
export interface Pace {
  /** So many a second, or a share of what the server managed at most. */
  readonly rate: { readonly perSecond: number } | { readonly shareOfMax: number };
  /** At this rate, before anything is measured: garbage of what went before is not what this rate costs. */
  readonly settleMs: number;
  readonly measuredMs: number;
}

/** One driver, many devices, many clients. */
export interface FanOutJob {
  readonly protocol: ProtocolName;
  readonly target: Target;
  readonly serverPid: number;
  readonly devices: number;
  readonly clients: number;
  readonly warmUpMs: number;
  readonly saturatedMs: number;
  readonly paces: readonly Pace[];
}

/** What happened in a stretch of time. */
export interface Stretch {
  readonly updates: number;
  readonly deliveries: number;
  readonly wallMs: number;
  readonly serverCpuMs: number;
  /** Of the process that makes the load: where it comes near `wallMs`, the load and not the server was the limit. */
  readonly loadCpuMs: number;
  /** What one client got for one update, bytes. */
  readonly bytesPerDelivery: number;
  /** Of the deliveries that were due, those that came: 1 where every client got every update in order. */
  readonly losslessShare: number;
  /** Of the updates that led a chunk of what a client read. */
  readonly latency: Latency;
}

/** What came out of a {@link FanOutJob}. */
export interface FanOutResult {
  readonly saturated: Stretch;
  /** One for each pace. */
  readonly paced: readonly Stretch[];
}
