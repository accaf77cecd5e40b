import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { backupFolder } from "@hos/storage/sqlite";
import { readDataDir } from "../config.ts";
import type { CliCommand } from "./cli-command.ts";
import { EXIT_CODE } from "./exit-code.ts";
import { readOnlyArgument } from "./read-arguments.ts";

/** `hos-server backup <file>`. */
export const backupCommand: CliCommand = {
  name: "backup",
  usage: "<file>",
  summary: "Writes all that the hub stores into a new file, running or not.",
  details: ["The file holds hashes of passwords and tokens; only its owner can read it."],

  async run(args, { env, out }) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
    const file = resolve(readOnlyArgument(positionals, "the file to write"));
    await backupFolder({ folder: resolve(readDataDir(env)), file });
    out(`${file} holds the backup (${statSync(file).size} bytes).`);
    return EXIT_CODE.OK;
  },
};
