import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError } from "../config-error.ts";
import { type Environment, readDataDir, readListenConfig, readTls } from "../config.ts";
import type { CliCommand } from "./cli-command.ts";
import { checkClock } from "./doctor/check-clock.ts";
import { checkDataFolder } from "./doctor/check-data-folder.ts";
import { checkDatabase } from "./doctor/check-database.ts";
import { checkDisk } from "./doctor/check-disk.ts";
import { checkNode } from "./doctor/check-node.ts";
import { checkPort } from "./doctor/check-port.ts";
import { checkSettings } from "./doctor/check-settings.ts";
import { checkTls } from "./doctor/check-tls.ts";
import type { Finding } from "./doctor/finding.ts";
import { EXIT_CODE } from "./exit-code.ts";

/** `hos-server doctor`. */
export const doctorCommand: CliCommand = {
  name: "doctor",
  usage: "",
  summary: "Checks settings, port, data folder, database, disk, clock and certificate, and says what to do.",
  details: ["The hub may be running. Exit code 1 says that something has to be done."],

  async run(args, { env, out }) {
    parseArgs({ args: [...args] });
    const findings = await examine(env);
    for (const { level, text, advice } of findings) {
      out(`${level.padEnd(4)}  ${text}${advice === undefined ? "" : ` ${advice}`}`);
    }
    return findings.some(({ level }) => level === "fail") ? EXIT_CODE.FAILED : EXIT_CODE.OK;
  },
};

async function examine(env: Environment): Promise<readonly Finding[]> {
  const now = Date.now();
  const findings = [checkNode(process.versions.node), ...checkSettings(env)];
  const folder = attempt(() => resolve(readDataDir(env)));
  if (folder !== undefined) {
    findings.push(...checkDataFolder(folder, process.getuid?.()), checkDatabase(folder), checkDisk(folder));
    findings.push(checkClock(now, folder));
  }
  const tls = attempt(() => readTls(env));
  if (tls !== undefined) findings.push(checkTls(tls, now));
  const listen = attempt(() => readListenConfig(env));
  if (listen !== undefined) findings.push(await checkPort(listen));
  return findings;
}

/** What cannot be read of the settings was told with them; the rest is still checked. */
function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
