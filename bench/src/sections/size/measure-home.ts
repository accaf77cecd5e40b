import { hosCommand, hosCommandWith } from "../../contenders/hos.ts";
import type { BootstrapResult } from "../../load/bootstrap/bootstrap-run.ts";
import { runLoad } from "../../load/run-load.ts";
import type { StormResult } from "../../load/storm/storm-run.ts";
import { readRssBytes } from "../../machine/read-rss-bytes.ts";
import { createFolder, removeFolder } from "../../servers/folders.ts";
import { ServerProcess } from "../../servers/server-process.ts";
import type { SizePlan } from "./size-plan.ts";

/** What a home with many devices costs. */
export interface DeviceFigures {
  /** On the heap, for each device without commands and with three fields of state. */
  readonly heapBytesPerDevice: number;
  readonly rssBytes: number;
  readonly bootstrap: BootstrapResult;
}

/** One driver with many devices, and the answer that holds all of them. */
export async function measureDevices({ devices, bootstraps, idleMs }: SizePlan): Promise<DeviceFigures> {
  // Histories are bounded and would count as devices here: the shortest one shows what the devices cost.
  const command = hosCommandWith({ HOS_HISTORY_SIZE: "1" });
  await using server = await ServerProcess.start({ name: "HOS", command }, { probed: true });
  const { target, pid: serverPid } = server;
  const before = await server.probe();
  await runLoad("crowd", { target, serverPid, drivers: 1, devicesPerDriver: devices, clients: 0, idleMs });
  const after = await server.probe();
  const bootstrap = await runLoad("bootstrap", { target, serverPid, times: bootstraps });
  return {
    heapBytesPerDevice: (after.heapBytes - before.heapBytes) / devices,
    rssBytes: readRssBytes(serverPid),
    bootstrap,
  };
}

/** The memory of the hub with many drivers and clients. */
export async function measureCrowd({ crowd, idleMs }: SizePlan): Promise<number> {
  await using server = await ServerProcess.start({ name: "HOS", command: hosCommand });
  const { target, pid: serverPid } = server;
  const { rssBytes } = await runLoad("crowd", { target, serverPid, devicesPerDriver: 1, idleMs, ...crowd });
  return rssBytes;
}

/** A hub starts again with all that it knew, and all its drivers come back at once. */
export async function measureStorm({ storm }: SizePlan): Promise<StormResult> {
  const folder = createFolder();
  const contender = { name: "HOS", command: hosCommand };
  try {
    {
      await using first = await ServerProcess.start(contender, { folder });
      await runLoad("crowd", { target: first.target, serverPid: first.pid, idleMs: 1000, ...storm, clients: 0 });
    }
    await using second = await ServerProcess.start(contender, { folder });
    return await runLoad("storm", { target: second.target, serverPid: second.pid, ...storm });
  } finally {
    removeFolder(folder);
  }
}
