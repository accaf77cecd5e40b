import { runFanOut } from "./fan-out-run.ts";

/** What a load process can do, by name: one job in, one result out, both as JSON. */
export const LOAD_JOBS = {
  fanOut: runFanOut,
} as const;

export type LoadJobs = typeof LOAD_JOBS;
