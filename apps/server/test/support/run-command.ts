import { runCli } from "../../src/cli/run-cli.ts";
import type { Environment } from "../../src/config.ts";

/** What a command wrote, and how it ended. */
export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `hos-server <args>` in this process. */
export async function runCommand(args: readonly string[], env: Environment = {}): Promise<CommandResult> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(args, { env, out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join("\n"), err: err.join("\n") };
}
