import type { CommandResult } from "../../load/commands/command-job.ts";
import { median } from "../../report/median.ts";

/** The medians of the runs. */
export interface CommandFigures {
  readonly id: string;
  readonly drivers: number;
  readonly inFlight: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly commandsPerSecond: number;
  readonly cpuUsPerCommand: number;
  readonly loadShare: number;
  /** In all runs together. */
  readonly failed: number;
}

/** Sums up the runs of one case. */
export function sumUpCommands(
  names: Pick<CommandFigures, "id" | "drivers" | "inFlight">,
  results: readonly CommandResult[],
): CommandFigures {
  const of = (read: (result: CommandResult) => number) => median(results.map(read));
  return {
    ...names,
    p50Ms: of(({ latency }) => latency.p50Ms),
    p99Ms: of(({ latency }) => latency.p99Ms),
    commandsPerSecond: of(({ commands, wallMs }) => (commands / wallMs) * 1000),
    cpuUsPerCommand: of(({ serverCpuMs, commands }) => (serverCpuMs * 1000) / commands),
    loadShare: of(({ loadCpuMs, wallMs }) => loadCpuMs / wallMs),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
  };
}
