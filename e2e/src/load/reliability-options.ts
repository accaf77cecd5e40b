import { parseArgs } from "node:util";

/** What `--help` prints. */
export const USAGE = `pnpm reliability [options]

  --only a,b    idle, slow-heads, slow-bodies, slow-upgrades, slow-frames, storm, flood, catalogues, logins,
                greedy, disk (all)`;

/** @throws {TypeError} for an option that does not exist. @returns keys of sections, none for all; `undefined` for help */
export function readReliabilityOptions(args: readonly string[]): readonly string[] | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: "string", default: "" }, help: { type: "boolean", default: false } },
  });
  return values.help ? undefined : values.only.split(",").filter((key) => key !== "");
}
