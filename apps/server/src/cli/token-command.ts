import { parseArgs } from "node:util";
import { ROOT_PRINCIPAL } from "@hos/access";
import { type CreateToken, Scope } from "@hos/protocol/rest";
import { toInstant } from "@hos/runtime";
import { CliFault } from "./cli-fault.ts";
import type { CliCommand } from "./cli-command.ts";
import { EXIT_CODE } from "./exit-code.ts";
import { readOnlyArgument } from "./read-arguments.ts";
import { withAccess } from "./with-access.ts";

type ScopeName = CreateToken["scopes"][number];

const SCOPES: readonly ScopeName[] = Scope.enum;
const DEFAULT_SCOPES = "devices:read,devices:command";
const NAME_MAX = 128;
const SECONDS = { m: 60, h: 3600, d: 86_400 } as const;

/** `hos-server token <name>`. */
export const tokenCommand: CliCommand = {
  name: "token",
  usage: "<name> [--scopes <scope,...>] [--expires <30d|date>]",
  summary: "Makes an API token and prints it; the hub must be stopped.",
  details: [
    `Scopes are ${SCOPES.join(", ")}; without --scopes it gets ${DEFAULT_SCOPES}.`,
    "It expires after a time such as 90m, 12h or 30d, or at a date such as 2027-01-31; without --expires never.",
  ],

  async run(args, { env, out, err }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { scopes: { type: "string", default: DEFAULT_SCOPES }, expires: { type: "string" } },
    });
    const name = readOnlyArgument(positionals, "a name for the token");
    if (name.length > NAME_MAX) throw new CliFault(`A name has ${NAME_MAX} characters at most.`, EXIT_CODE.MISUSE);
    const expiresAt = values.expires === undefined ? null : readExpiry(values.expires, Date.now());
    const request: CreateToken = { name, scopes: readScopes(values.scopes), expiresAt };
    const { token, scopes } = await withAccess(env, (access) => access.createToken(ROOT_PRINCIPAL, request));
    out(token);
    err(`This is the token ${JSON.stringify(name)} (${scopes.join(", ")}); it is not shown again.`);
    return EXIT_CODE.OK;
  },
};

function readScopes(text: string): CreateToken["scopes"] {
  const names = [...new Set(text.split(",").map((name) => name.trim()))];
  return names.map((name) => {
    const scope = SCOPES.find((candidate) => candidate === name);
    if (scope !== undefined) return scope;
    throw new CliFault(`There is no scope ${JSON.stringify(name)}.`, EXIT_CODE.MISUSE);
  });
}

function readExpiry(text: string, now: number): string {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const time =
    unit === undefined ? Date.parse(text) : now + Number(count) * SECONDS[unit as keyof typeof SECONDS] * 1000;
  if (Number.isNaN(time)) throw new CliFault(`${JSON.stringify(text)} is no time and no date.`, EXIT_CODE.MISUSE);
  if (time <= now) throw new CliFault(`${JSON.stringify(text)} is in the past.`, EXIT_CODE.MISUSE);
  return toInstant(time);
}
