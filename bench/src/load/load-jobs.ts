import { runFanOut } from "./fan-out/fan-out-run.ts";
import { runCommands } from "./commands/command-run.ts";
import { runIngest } from "./ingest/ingest-run.ts";

/** What a load process can do, by name: one job in, one result out, both as JSON. */
export const LOAD_JOBS = {
  fanOut: runFanOut,
  ingest: runIngest,
  commands: runCommands,
} as const;

export type LoadJobs = typeof LOAD_JOBS;
