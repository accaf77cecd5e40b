import { SERVER_VERSION } from "../server-version.ts";
import type { CliCommand } from "./cli-command.ts";
import type { CliIo } from "./cli-io.ts";
import { backupCommand } from "./backup-command.ts";
import { describeFault } from "./describe-fault.ts";
import { doctorCommand } from "./doctor-command.ts";
import { EXIT_CODE } from "./exit-code.ts";
import { healthCommand } from "./health-command.ts";
import { resetPasswordCommand } from "./reset-password-command.ts";
import { restoreCommand } from "./restore-command.ts";
import { startCommand } from "./start-command.ts";
import { tokenCommand } from "./token-command.ts";

const COMMANDS: readonly CliCommand[] = [
  startCommand,
  healthCommand,
  backupCommand,
  restoreCommand,
  resetPasswordCommand,
  tokenCommand,
  doctorCommand,
];

/** Runs `hos-server` with what stands behind its name. @returns the exit code; every failure is one line on stderr. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  const [first = startCommand.name, ...rest] = args;
  if (first === "--version" || first === "-v") return tell(io, SERVER_VERSION);
  if (first === "--help" || first === "-h" || first === "help") return tell(io, describeAll());
  const command = COMMANDS.find(({ name }) => name === first);
  if (command === undefined) {
    io.err(`hos-server has no command ${JSON.stringify(first)}; hos-server --help lists them.`);
    return EXIT_CODE.MISUSE;
  }
  if (rest.includes("--help") || rest.includes("-h")) return tell(io, describeOne(command));
  try {
    return await command.run(rest, io);
  } catch (fault) {
    const known = describeFault(fault);
    if (known === undefined) throw fault;
    const hint = known.exitCode === EXIT_CODE.MISUSE ? ` Usage: ${describeUsage(command)}` : "";
    io.err(`${known.line.replaceAll(/\s*\n\s*/g, " ")}${hint}`);
    return known.exitCode;
  }
}

function tell(io: CliIo, text: string): number {
  io.out(text);
  return EXIT_CODE.OK;
}

function describeUsage({ name, usage }: CliCommand): string {
  return usage === "" ? `hos-server ${name}` : `hos-server ${name} ${usage}`;
}

function describeOne(command: CliCommand): string {
  const { summary, details = [] } = command;
  return [`Usage: ${describeUsage(command)}`, "", summary, ...details].join("\n");
}

function describeAll(): string {
  const width = Math.max(...COMMANDS.map((command) => describeUsage(command).length));
  const lines = COMMANDS.map((command) => `  ${describeUsage(command).padEnd(width)}  ${command.summary}`);
  return [
    `hos-server ${SERVER_VERSION}, the HOS hub.`,
    "",
    ...lines,
    "",
    "  hos-server <command> --help says more, hos-server --version tells the version.",
    "",
    "Settings come from the environment; the README lists them. Exit codes: 0 done, 1 failed, 2 wrong command line,",
    "78 wrong settings.",
  ].join("\n");
}
