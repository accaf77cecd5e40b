import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { type Finding, fail, ok, warn } from "./finding.ts";

const MEBIBYTE = 1024 * 1024;
const LEAST_MEBIBYTES = 16;
const FEW_MEBIBYTES = 200;

/** Whether there is room on the disk of the data folder. */
export function checkDisk(folder: string, freeBytes: number = freeBytesAt(folder)): Finding {
  const free = Math.floor(freeBytes / MEBIBYTE);
  const text = `${free} MiB are free on the disk of ${folder}.`;
  if (free < LEAST_MEBIBYTES) return fail(text, "Free some space: nothing can be stored.");
  return free < FEW_MEBIBYTES ? warn(text, "Free some space soon.") : ok(text);
}

function freeBytesAt(folder: string): number {
  let path = folder;
  while (!existsSync(path)) path = dirname(path);
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}
