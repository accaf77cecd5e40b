import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  readonly instanceId: string;
  /** 0-1: how many commands are carried out but never answered. */
  readonly drop: number;
  /** 0-1: how many commands are refused. */
  readonly reject: number;
  /** Milliseconds that every command waits before it is carried out. */
  readonly delayMs: number;
  /** Whether the driver and its devices leave and return now and then. */
  readonly flap: boolean;
  /** State updates per second on top of the normal ones. */
  readonly flood: number;
  readonly help: boolean;
}

export const HELP = `A home of simulated devices for a HOS hub.

  --instance <id>   name of this home; it begins every device id   [demo]
  --drop <p>        carry out but never answer this share of the commands, 0-1
  --delay <ms>      let every command wait
  --reject <p>      refuse this share of the commands, 0-1
  --flap            reconnect, and take devices offline, now and then
  --flood <n>       send n state updates per second more
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
      instance: { type: "string", default: "demo" },
      drop: { type: "string", default: "0" },
      delay: { type: "string", default: "0" },
      reject: { type: "string", default: "0" },
      flap: { type: "boolean", default: false },
      flood: { type: "string", default: "0" },
      help: { type: "boolean", default: false },
    },
  });
  if (!/^[a-zA-Z0-9:_-]{1,64}$/.test(values.instance)) {
    throw new Error(`--instance must be 1-64 letters, digits, ":", "_" or "-", not "${values.instance}".`);
  }
  return {
    instanceId: values.instance,
    drop: readNumber("--drop", values.drop, 1),
    reject: readNumber("--reject", values.reject, 1),
    delayMs: readNumber("--delay", values.delay, 60_000),
    flap: values.flap,
    flood: readNumber("--flood", values.flood, 100_000),
    help: values.help,
  };
}

function readNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= max) return value;
  throw new Error(`${name} must be a number from 0 to ${max}, not "${text}".`);
}
