import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { restoreBackup, stageRestore } from "@hos/storage/sqlite";
import { readDataDir } from "../config.ts";
import { RESTORE_POLICY } from "../restore-policy.ts";
import type { CliCommand } from "./cli-command.ts";
import { EXIT_CODE } from "./exit-code.ts";
import { readOnlyArgument } from "./read-arguments.ts";
import { withStoppedHub } from "./with-stopped-hub.ts";

/** `hos-server restore <file>`. */
export const restoreCommand: CliCommand = {
  name: "restore",
  usage: "<file> [--next-start]",
  summary: "Puts a backup in the place of what the hub stores; what was there is kept beside it.",
  details: [
    "The hub must be stopped. With --next-start it may run: the backup is checked now and takes its place when the hub",
    "starts again. People, tokens and the credentials of drivers stay as they are now: nothing that was revoked comes back.",
  ],

  async run(args, { env, out }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { "next-start": { type: "boolean", default: false } },
    });
    const file = resolve(readOnlyArgument(positionals, "the file of the backup"));
    const folder = resolve(readDataDir(env));
    if (values["next-start"]) {
      await stageRestore({ folder, file });
      out(`${file} is good and takes its place when the hub starts again.`);
      return EXIT_CODE.OK;
    }
    const restore = () => restoreBackup({ folder, file, policy: RESTORE_POLICY });
    const { kept } = await withStoppedHub(folder, restore, " Or add --next-start, and restart it.");
    out(kept === undefined ? `${file} was restored.` : `${file} was restored; what was there before is in ${kept}.`);
    return EXIT_CODE.OK;
  },
};
