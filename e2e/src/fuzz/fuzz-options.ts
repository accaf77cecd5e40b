import { parseArgs } from "node:util";

/** What is fuzzed, and for how long. */
export interface FuzzOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Names of campaigns; empty: all. */
  readonly only: readonly string[];
}

const MOST_SEEDS = 2 ** 31;

/** What `--help` prints. */
export const USAGE = `pnpm fuzz [options]

  --seconds n   how long (60)
  --seed n      where to begin; the same seed gives the same cases (a random one)
  --only a,b    campaigns: driver-frames, web-socket-bytes, rest, http-bytes, socket-io (all)`;

/** @throws {TypeError} for an option that does not exist. @returns `undefined` where only help is asked for. */
export function readFuzzOptions(args: readonly string[]): FuzzOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: "string", default: "60" },
      seed: { type: "string" },
      only: { type: "string", default: "" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    seconds: Number(values.seconds),
    seed: Number(values.seed ?? Math.floor(Math.random() * MOST_SEEDS)),
    only: values.only.split(",").filter((name) => name !== ""),
  };
}
