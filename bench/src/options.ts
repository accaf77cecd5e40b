import { parseArgs } from "node:util";

/** What the program is called with. */
export interface BenchOptions {
  /** Keys of sections; empty: all. */
  readonly only: readonly string[];
  readonly quick: boolean;
  readonly runs: number;
  /** Ids of contenders; empty: all. */
  readonly contenders: readonly string[];
  /** Where results are written; `undefined`: nowhere. */
  readonly resultsFolder: string | undefined;
}

/** What `--help` prints. */
export const USAGE = `pnpm bench [options]

  --only F,I,C,S,G,L   the sections to run: fan-out, ingest, commands, size, growth, lagging clients   (all)
  --contenders a,b     the contenders of F and C by id                                                 (all installed)
  --runs n             how often everything is measured; the median counts                             (3)
  --quick              a smoke test of about a minute: delivery is checked, times mean nothing
  --results folder     where JSON and charts are written                                               (bench/results)
  --no-results         write nothing`;

/** @throws {TypeError} for an option that does not exist. @returns `undefined` where only help is asked for. */
export function readOptions(args: readonly string[], defaultResults: string): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: "" },
      contenders: { type: "string", default: "" },
      runs: { type: "string" },
      quick: { type: "boolean", default: false },
      results: { type: "string", default: defaultResults },
      "no-results": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    only: splitList(values.only.toUpperCase()),
    contenders: splitList(values.contenders),
    quick: values.quick,
    runs: Number(values.runs ?? (values.quick ? 1 : 3)),
    resultsFolder: values["no-results"] || values.quick ? undefined : values.results,
  };
}

function splitList(text: string): readonly string[] {
  return text.split(",").filter((item) => item !== "");
}
