import type { Environment } from "../config.ts";

/** What a command reads and writes besides files and the network. */
export interface CliIo {
  readonly env: Environment;
  /** Writes a line of what was asked for. */
  readonly out: (line: string) => void;
  /** Writes a line for the person who watches. */
  readonly err: (line: string) => void;
}
