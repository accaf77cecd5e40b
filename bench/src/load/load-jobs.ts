import { runBootstrap } from "./bootstrap/bootstrap-run.ts";
import { runCommands } from "./commands/command-run.ts";
import { runCrowd } from "./crowd/crowd-run.ts";
import { runFanOut } from "./fan-out/fan-out-run.ts";
import { runIngest } from "./ingest/ingest-run.ts";
import { runStall } from "./stall/stall-run.ts";
import { runStorm } from "./storm/storm-run.ts";

/** What a load process can do, by name: one job in, one result out, both as JSON. */
export const LOAD_JOBS = {
  bootstrap: runBootstrap,
  commands: runCommands,
  crowd: runCrowd,
  fanOut: runFanOut,
  ingest: runIngest,
  stall: runStall,
  storm: runStorm,
} as const;

export type LoadJobs = typeof LOAD_JOBS;
