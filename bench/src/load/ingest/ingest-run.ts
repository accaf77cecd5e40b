import { readCpuMs } from "../../machine/read-cpu-ms.ts";
import { waitMs } from "../wait-ms.ts";
import { IngestFlow } from "./ingest-flow.ts";
import type { IngestJob, IngestResult } from "./ingest-job.ts";

const US_PER_MS = 1000;
/** Updates under way of all drivers together, about. */
const UNDER_WAY = 1024;

/** Does an {@link IngestJob}. */
export async function runIngest(job: IngestJob): Promise<IngestResult> {
  const burst = Math.max(16, Math.floor(UNDER_WAY / 2 / job.drivers));
  const flows: IngestFlow[] = [];
  for (let index = 0; index < job.drivers; index += 1) {
    flows.push(await IngestFlow.open(job.target, { index, devices: job.devicesPerDriver, burst }));
  }
  await send(flows, job.warmUpMs);
  const updatesBefore = countDone(flows);
  const cpuBefore = readCpuMs(job.serverPid);
  const loadBefore = process.cpuUsage();
  const beganAt = performance.now();
  await send(flows, job.measuredMs);
  const load = process.cpuUsage(loadBefore);
  const result = {
    updates: countDone(flows) - updatesBefore,
    wallMs: performance.now() - beganAt,
    serverCpuMs: readCpuMs(job.serverPid) - cpuBefore,
    loadCpuMs: (load.user + load.system) / US_PER_MS,
  };
  for (const flow of flows) flow.close();
  return result;
}

async function send(flows: readonly IngestFlow[], durationMs: number): Promise<void> {
  for (const flow of flows) flow.run();
  await waitMs(durationMs);
  await Promise.all(flows.map((flow) => flow.stop()));
}

function countDone(flows: readonly IngestFlow[]): number {
  return flows.reduce((sum, { done }) => sum + done, 0);
}
