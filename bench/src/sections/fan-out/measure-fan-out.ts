import type { Contender } from "../../contenders/contender.ts";
import type { FanOutResult } from "../../load/fan-out/fan-out-job.ts";
import { runLoad } from "../../load/run-load.ts";
import { ServerProcess } from "../../servers/server-process.ts";
import type { FanOutPlan } from "./fan-out-plan.ts";

/** Measures one contender with one number of clients, once, on a fresh server. */
export async function measureFanOut(contender: Contender, clients: number, plan: FanOutPlan): Promise<FanOutResult> {
  await using server = await ServerProcess.start(contender);
  return await runLoad("fanOut", {
    protocol: contender.protocol,
    target: server.target,
    serverPid: server.pid,
    devices: plan.devices,
    clients,
    warmUpMs: plan.warmUpMs,
    saturatedMs: plan.saturatedMs,
    paces: plan.paces,
  });
}
