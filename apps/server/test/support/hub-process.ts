import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ROOT_TOKEN } from "./root-token.ts";
import { temporaryFolder, writeTemporary } from "./temporary-folder.ts";
import { until } from "./until.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
/** A process takes its time to start on a busy machine. */
const START_DEADLINE_MS = 20_000;
/** What a hub says that nobody can log in to yet. */
const SETUP_LINE = /^.*Nobody can log in yet.*\n/m;

/** `hos-server` in a process of its own. */
export interface HubProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly out: string;
  /** Without the line that tells the set-up code. */
  readonly err: string;
  /** The set-up code that it logged. */
  setupCode(): Promise<string>;
  /** Waits for the line that tells the address. */
  ready(): Promise<string>;
  /** Waits for the end: the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** Runs `hos-server <args>` on a free port of this machine, in a folder of its own, with `ROOT_TOKEN`. */
export function runHub(env: Readonly<Record<string, string>>, args: readonly string[] = []): HubProcess {
  const child = spawn(process.execPath, ["--conditions=@hos/source", MAIN, ...args], {
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      HOS_DATA_DIR: env["HOS_DATA_DIR"] ?? temporaryFolder(),
      HOS_ADMIN_TOKEN_FILE: writeTemporary(ROOT_TOKEN),
      HOS_LOG_LEVEL: "warn",
      HOS_MDNS: "off",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | string);
  return {
    child,
    get out() {
      return out;
    },
    get err() {
      return err.replace(SETUP_LINE, "");
    },
    setupCode: () => until("the set-up code", () => /with the code ([A-Z0-9-]+)/.exec(err)?.[1], START_DEADLINE_MS),
    ready: () => until(`the address line (${err})`, () => /https?:\/\/\S+:\d+/.exec(out)?.[0], START_DEADLINE_MS),
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
