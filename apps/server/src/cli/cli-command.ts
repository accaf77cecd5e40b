import type { CliIo } from "./cli-io.ts";

/** A command of `hos-server`. */
export interface CliCommand {
  readonly name: string;
  /** Its arguments, as its help names them: `<file>`. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Further lines of its help. */
  readonly details?: readonly string[];
  /**
   * @param args what follows the name of the command.
   * @returns the exit code.
   * @throws {CliFault} and what `describeFault` knows.
   */
  run(args: readonly string[], io: CliIo): Promise<number>;
}
