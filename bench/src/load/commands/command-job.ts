import type { Target } from "../../protocols/load-protocol.ts";
import type { Latency } from "../latency-samples.ts";

/** How commands come in. */
export type CommandWay = "rest" | "socket-io";

/** Commands of clients, answered by drivers at once. */
export interface CommandJob {
  readonly way: CommandWay;
  readonly target: Target;
  readonly serverPid: number;
  readonly drivers: number;
  readonly devices: number;
  readonly inFlight: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

/** What came out of a {@link CommandJob}. */
export interface CommandResult {
  readonly commands: number;
  /** Those that were not answered with success. */
  readonly failed: number;
  readonly wallMs: number;
  readonly serverCpuMs: number;
  readonly loadCpuMs: number;
  readonly latency: Latency;
}
