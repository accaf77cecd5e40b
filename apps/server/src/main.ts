#!/usr/bin/env node
import { silenceSqliteWarning } from "./silence-sqlite-warning.ts";

silenceSqliteWarning(process);
// Loads node:sqlite, which would warn.
const { runCli } = await import("./cli/run-cli.ts");

const exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
});
process.exit(exitCode);
