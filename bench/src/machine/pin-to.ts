import { availableParallelism } from "node:os";
import { findProgram } from "./find-program.ts";

/** A program and what it is called with. */
export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
}

/** The core of the server under test. */
export const SERVER_CORE = 0;
/** The core of whatever loads it. */
export const LOAD_CORE = 1;

const taskset = findProgram("taskset");

/** Whether processes are kept on cores of their own: there have to be two, and taskset. */
export const canPin = availableParallelism() >= 2 && taskset !== undefined;

/** The command line that runs another on one core; that one itself where it cannot be. */
export function pinTo(core: number, command: CommandLine): { file: string; args: string[] } {
  if (!canPin || taskset === undefined) return { file: command.file, args: [...command.args] };
  return { file: taskset, args: ["--cpu-list", String(core), command.file, ...command.args] };
}
