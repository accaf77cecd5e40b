import { readFileSync } from "node:fs";

const KIBIBYTE = 1024;

/** The memory of a process that is in RAM, as `/proc/<pid>/status` tells it: its program file counts too. */
export function readRssBytes(pid: number): number {
  const [, kibibytes = "NaN"] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1")) ?? [];
  return Number(kibibytes) * KIBIBYTE;
}
