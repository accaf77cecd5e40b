import { hostname } from "node:os";
import { parse } from "node:path";
import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  readonly instanceId: string;
  /** Milliseconds between two readings. */
  readonly intervalMs: number;
  /** A folder on the disk to watch. */
  readonly diskPath: string;
  readonly help: boolean;
}

export const HELP = `This machine as sensors of a HOS hub.

  --interval <s>    seconds between two readings   [5]
  --disk <path>     a folder on the disk to watch   [the root]
  --instance <id>   name of this machine; it begins every device id   [its host name]
  --help            this text

HOS_WS_URL names the hub   [ws://localhost:8080/driver]`;

/**
 * Reads the command line.
 *
 * @throws {Error} one sentence for the person who typed it.
 */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      interval: { type: "string", default: "5" },
      disk: { type: "string", default: parse(process.cwd()).root },
      instance: {
        type: "string",
        default: hostname()
          .replaceAll(/[^a-zA-Z0-9_-]/g, "-")
          .slice(0, 64),
      },
      help: { type: "boolean", default: false },
    },
  });
  if (!/^[a-zA-Z0-9:_-]{1,64}$/.test(values.instance)) {
    throw new Error(`--instance must be 1-64 letters, digits, ":", "_" or "-", not "${values.instance}".`);
  }
  const seconds = Number(values.interval);
  if (!(seconds >= 0.1 && seconds <= 3600)) {
    throw new Error(`--interval must be a number of seconds from 0.1 to 3600, not "${values.interval}".`);
  }
  return { instanceId: values.instance, intervalMs: seconds * 1000, diskPath: values.disk, help: values.help };
}
