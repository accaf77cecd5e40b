import { readCpuMs } from "../../machine/read-cpu-ms.ts";
import { findProtocol } from "../../protocols/find-protocol.ts";
import type { Target } from "../../protocols/load-protocol.ts";
import { openHosDriver } from "../../protocols/open-hos-driver.ts";
import type { HomeSize } from "../open-home.ts";
import { deviceIds } from "../update-writer.ts";
import { waitMs } from "../wait-ms.ts";
import { TextCounter } from "./text-counter.ts";

/** All drivers come back at once, while clients look on. The hub knows the devices from before. */
export interface StormJob extends HomeSize {
  readonly target: Target;
  readonly serverPid: number;
  readonly clients: number;
}

/** What came out of a {@link StormJob}. */
export interface StormResult {
  /** From the first connection until every device is online in every client. */
  readonly settledMs: number;
  readonly serverCpuMs: number;
  /** Devices that were not online in every client in the end. */
  readonly missing: number;
}

const ONLINE = '"status":"online"';
const DEADLINE_MS = 60_000;
const POLL_MS = 2;

/** Does a {@link StormJob}. */
export async function runStorm(job: StormJob): Promise<StormResult> {
  const protocol = findProtocol("hos-coalesced");
  const counters = Array.from({ length: job.clients }, () => new TextCounter(ONLINE));
  for (const { take } of counters) await protocol.openSubscriber(job.target, take);
  const expected = job.drivers * job.devicesPerDriver;
  const missing = () => Math.max(...counters.map(({ count }) => expected - count));
  const cpuBefore = readCpuMs(job.serverPid);
  const beganAt = performance.now();
  const drivers = Promise.all(
    Array.from({ length: job.drivers }, (_none, index) =>
      openHosDriver(job.target, {
        instanceId: `bench-${index}`,
        devices: deviceIds(job.devicesPerDriver, index * job.devicesPerDriver),
        deviceType: "sensor",
      }),
    ),
  );
  while (missing() > 0 && performance.now() - beganAt < DEADLINE_MS) await waitMs(POLL_MS);
  const settledMs = performance.now() - beganAt;
  const serverCpuMs = readCpuMs(job.serverPid) - cpuBefore;
  for (const driver of await drivers) driver.close();
  return { settledMs, serverCpuMs, missing: missing() };
}
