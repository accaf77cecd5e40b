import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem } from "node:os";
import { canPin } from "./pin-to.ts";

/** Where figures come from. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly node: string;
  /** Whether server and load had a core each. */
  readonly pinned: boolean;
  /** Of the last minute before the first measurement: what else the machine did. */
  readonly loadAverage: number;
  /** Of the sources; `undefined` outside a repository. */
  readonly commit: string | undefined;
}

/** This machine and these sources. */
export function describeMachine(): Machine {
  const [first] = cpus();
  return {
    cpu: first?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    pinned: canPin,
    loadAverage: loadavg()[0] ?? Number.NaN,
    commit: readCommit(),
  };
}

function readCommit(): string | undefined {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty", "--abbrev=10"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}
