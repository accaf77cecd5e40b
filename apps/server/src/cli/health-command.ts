import { parseArgs } from "node:util";
import { readListenConfig } from "../config.ts";
import { askHub } from "./ask-hub.ts";
import { CliFault } from "./cli-fault.ts";
import type { CliCommand } from "./cli-command.ts";
import { EXIT_CODE } from "./exit-code.ts";

/** `hos-server health`. */
export const healthCommand: CliCommand = {
  name: "health",
  usage: "",
  summary: "Says whether the hub of this machine is ready, by exit code 0 or 1.",
  details: ["PORT, HOS_HOST and HOS_TLS_CERT must be those that the hub was started with."],

  async run(args, { env, out }) {
    parseArgs({ args: [...args] });
    const { url, status, body } = await askHub(readListenConfig(env), "/readyz");
    if (status !== 200) throw new CliFault(`The hub at ${url} is not ready: ${body}`);
    out(`The hub at ${url} is ready.`);
    return EXIT_CODE.OK;
  },
};
