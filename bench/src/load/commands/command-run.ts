import { readCpuMs } from "../../machine/read-cpu-ms.ts";
import { LatencySamples } from "../latency-samples.ts";
import { deviceIds } from "../update-writer.ts";
import { COMMAND, type CommandCaller } from "./command-caller.ts";
import type { CommandJob, CommandResult } from "./command-job.ts";
import { openAnsweringDriver } from "./open-answering-driver.ts";
import { openRestCaller } from "./open-rest-caller.ts";
import { openSocketIoCaller } from "./open-socket-io-caller.ts";

const US_PER_MS = 1000;

/** Does a {@link CommandJob}. */
export async function runCommands(job: CommandJob): Promise<CommandResult> {
  const devices = deviceIds(job.devices);
  const perDriver = Math.ceil(job.devices / job.drivers);
  for (let index = 0; index < job.drivers; index += 1) {
    await openAnsweringDriver(job.target, {
      instanceId: `bench-${index}`,
      devices: devices.slice(index * perDriver, (index + 1) * perDriver),
      deviceType: "light",
      commandCatalog: [COMMAND],
    });
  }
  const callers = await openCallers(job);
  await callAll(job, { callers, devices, durationMs: job.warmUpMs, samples: new LatencySamples() });
  const samples = new LatencySamples();
  const cpuBefore = readCpuMs(job.serverPid);
  const loadBefore = process.cpuUsage();
  const beganAt = performance.now();
  const counts = await callAll(job, { callers, devices, durationMs: job.measuredMs, samples });
  const load = process.cpuUsage(loadBefore);
  const result = {
    ...counts,
    wallMs: performance.now() - beganAt,
    serverCpuMs: readCpuMs(job.serverPid) - cpuBefore,
    loadCpuMs: (load.user + load.system) / US_PER_MS,
    latency: samples.take(),
  };
  for (const caller of callers) caller.close();
  return result;
}

/** REST needs a connection for each command that is in flight; Socket.IO one for all. */
async function openCallers({ way, target, inFlight }: CommandJob): Promise<readonly CommandCaller[]> {
  if (way === "socket-io") {
    const caller = await openSocketIoCaller(target);
    return Array.from({ length: inFlight }, () => caller);
  }
  return await Promise.all(Array.from({ length: inFlight }, () => openRestCaller(target)));
}

interface Calls {
  readonly callers: readonly CommandCaller[];
  readonly devices: readonly string[];
  readonly durationMs: number;
  readonly samples: LatencySamples;
}

async function callAll(
  job: CommandJob,
  { callers, devices, durationMs, samples }: Calls,
): Promise<Pick<CommandResult, "commands" | "failed">> {
  const endAt = performance.now() + durationMs;
  let commands = 0;
  let failed = 0;
  await Promise.all(
    callers.map(async (caller, slot) => {
      // Each slot has devices of its own: a device has one command in flight.
      for (let round = 0; performance.now() < endAt; round += 1) {
        const device = devices[(slot + round * job.inFlight) % devices.length] ?? "";
        const askedAt = performance.now();
        const ok = await caller.call(device, round % 100);
        samples.add(performance.now() - askedAt);
        commands += 1;
        if (!ok) failed += 1;
      }
    }),
  );
  return { commands, failed };
}
