import { parseArgs } from "node:util";
import type { CliCommand } from "./cli-command.ts";
import { EXIT_CODE } from "./exit-code.ts";
import { readOnlyArgument } from "./read-arguments.ts";
import { withAccess } from "./with-access.ts";

/** `hos-server reset-password <user>`. */
export const resetPasswordCommand: CliCommand = {
  name: "reset-password",
  usage: "<user>",
  summary: "Gives a person a new password and prints it; the hub must be stopped.",
  details: ["Whoever is logged in as this person is logged out."],

  async run(args, { env, out, err }) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
    const username = readOnlyArgument(positionals, "the name of a person");
    out(await withAccess(env, (access) => access.resetPassword(username)));
    err(`This is the new password of ${username}; it is not shown again.`);
    return EXIT_CODE.OK;
  },
};
