import type { Target } from "../../protocols/load-protocol.ts";

/** Many updates and nobody who listens. */
export interface IngestJob {
  readonly target: Target;
  readonly serverPid: number;
  readonly drivers: number;
  readonly devicesPerDriver: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

/** What came out of an {@link IngestJob}. */
export interface IngestResult {
  readonly updates: number;
  readonly wallMs: number;
  readonly serverCpuMs: number;
  readonly loadCpuMs: number;
}
