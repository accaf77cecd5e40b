import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** This was written then: no clock is right that is earlier. */
const EARLIEST = Date.parse("2026-11-01");
const TOLERANCE_MS = 24 * 3_600_000;
const ADVICE = "Set the clock, with NTP for instance: expiries and the order of what happened depend on it.";

/** Whether the clock of the machine is plausible: not before this hub was made, not before what it wrote. */
export function checkClock(now: number, folder: string): Finding {
  const time = new Date(now).toISOString();
  if (now < EARLIEST) return fail(`The clock says ${time}, which is past.`, ADVICE);
  const newest = newestIn(folder);
  if (newest > now + TOLERANCE_MS) {
    return warn(`The clock says ${time}, but ${folder} was written to at ${new Date(newest).toISOString()}.`, ADVICE);
  }
  return ok(`The clock says ${time}.`);
}

function newestIn(folder: string): number {
  try {
    return Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs));
  } catch {
    return 0;
  }
}
