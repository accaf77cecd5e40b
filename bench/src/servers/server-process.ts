import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import type { Contender } from "../contenders/contender.ts";
import { pinTo, SERVER_CORE } from "../machine/pin-to.ts";
import type { Target } from "../protocols/load-protocol.ts";
import { findFreePort } from "./find-free-port.ts";
import { createFolder, removeFolder } from "./folders.ts";
import type { ProbeAnswer } from "./server-probe.ts";

const READY_TIMEOUT_MS = 20_000;
const POLL_MS = 5;
const STOP_MS = 5_000;
const OUTPUT_CHARACTERS = 4000;
const HOST = "127.0.0.1";
/** Nothing that a server of this run holds is worth a secret. */
const TOKEN = "bench-admin-token-0123456789-0123456789-0123456789";

const PROBE = fileURLToPath(new URL("server-probe.ts", import.meta.url));

/** How a server is started. */
export interface ServerOptions {
  /** Node only: loads what {@link ServerProcess.probe} asks. @default false */
  readonly probed?: boolean;
  /** Where it finds what an earlier one stored. Whoever names it removes it. @default an empty one of its own */
  readonly folder?: string;
}

/** A server under test, in a process of its own on the core of servers. */
export class ServerProcess implements AsyncDisposable {
  readonly target: Target;
  readonly #child: ChildProcess;
  readonly #ownFolder: string | undefined;
  #output = "";

  /** Starts a server and waits until it takes connections. */
  static async start(
    contender: Pick<Contender, "name" | "command">,
    { probed = false, folder: given }: ServerOptions = {},
  ): Promise<ServerProcess> {
    const folder = given ?? createFolder();
    const port = await findFreePort();
    const { file, args, env } = contender.command({ port, folder, token: TOKEN });
    const probing = probed ? ["--expose-gc", `--import=${PROBE}`] : [];
    const pinned = pinTo(SERVER_CORE, { file, args: [...probing, ...args] });
    const child = spawn(pinned.file, pinned.args, {
      env: { PATH: process.env["PATH"], HOME: folder, ...env },
      stdio: ["ignore", "pipe", "pipe", ...(probed ? (["ipc"] as const) : [])],
    });
    const server = new ServerProcess(child, { ownFolder: given === undefined ? folder : undefined, port });
    try {
      await server.#untilReady(contender.name);
    } catch (fault) {
      await server[Symbol.asyncDispose]();
      throw fault;
    }
    return server;
  }

  private constructor(
    child: ChildProcess,
    { ownFolder, port }: { readonly ownFolder: string | undefined; readonly port: number },
  ) {
    this.#child = child;
    this.#ownFolder = ownFolder;
    this.target = { host: HOST, port, token: TOKEN };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output = (this.#output + text).slice(-OUTPUT_CHARACTERS);
      });
    }
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error("The server did not start.");
    return pid;
  }

  /** The end of what it wrote to its terminal. */
  get output(): string {
    return this.#output;
  }

  /** What a probed server knows of itself. It collects its garbage for the answer. */
  async probe(): Promise<ProbeAnswer> {
    const answered = once(this.#child, "message");
    this.#child.send("probe");
    const [answer] = (await answered) as [ProbeAnswer];
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, "exit");
      this.#child.kill("SIGTERM");
      const timer = setTimeout(() => this.#child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(timer);
    }
    if (this.#ownFolder !== undefined) removeFolder(this.#ownFolder);
  }

  async #untilReady(name: string): Promise<void> {
    const endAt = performance.now() + READY_TIMEOUT_MS;
    while (!(await canConnect(this.target.port))) {
      if (this.#child.exitCode !== null || performance.now() > endAt) {
        throw new Error(`${name} does not take connections.\n${this.#output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port });
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
