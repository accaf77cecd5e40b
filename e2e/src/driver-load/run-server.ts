import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../../apps/server/src/main.ts", import.meta.url));
const READY = /ready at (http:\/\/\S+:(\d+)), drivers at (ws:\S+)/;

/** Of HOS_ADMIN_TOKEN_FILE. */
export const ADMIN_TOKEN = "a-token-of-this-measurement-and-nothing-else";

/** The server in a process of its own, outside of any test. */
export class RunningServer implements AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly driverUrl: string;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, [, url = "", port = "", driverUrl = ""]: readonly string[]) {
    this.#process = child;
    this.url = url;
    this.port = Number(port);
    this.driverUrl = driverUrl;
  }

  /** Starts it on 127.0.0.1 and waits until it is ready. @param port 0 takes a free one */
  static async start({
    folder,
    port = 0,
  }: {
    readonly folder: string;
    readonly port?: number;
  }): Promise<RunningServer> {
    const tokenFile = join(folder, "admin-token");
    writeFileSync(tokenFile, ADMIN_TOKEN, { mode: 0o600 });
    const child = spawn(process.execPath, ["--conditions=@hos/source", MAIN], {
      env: {
        PATH: process.env["PATH"],
        PORT: String(port),
        HOS_HOST: "127.0.0.1",
        HOS_MDNS: "off",
        HOS_LOG_LEVEL: "error",
        HOS_DATA_DIR: join(folder, "data"),
        HOS_ADMIN_TOKEN_FILE: tokenFile,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const found = READY.exec(line);
      if (found !== null) return new RunningServer(child, found);
    }
    throw new Error("The server ended before it was ready.");
  }

  /** Asks the client API. */
  async ask(path: string, body?: object): Promise<{ readonly status: number; readonly body: unknown }> {
    const response = await fetch(`${this.url}/v1/os${path}`, {
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }
}

/** A folder for one measurement. */
export function makeFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "hos-driver-load-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
