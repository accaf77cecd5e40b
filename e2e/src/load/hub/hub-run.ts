import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onSmallDisk } from "./small-disk.ts";

const MAIN = fileURLToPath(new URL("../../../../apps/server/src/main.ts", import.meta.url));
const PROBE = new URL("../../server/server-probe.ts", import.meta.url).href;
const READY = /^HOS is ready at (\S+:(\d+)), drivers at (\S+)/;
const READY_TIMEOUT_MS = 30_000;
const KEPT_LINES = 200;

/** How a hub is run. */
export interface HubRunOptions {
  /** Variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** What its HOS_ADMIN_TOKEN_FILE holds: 32 characters or more. */
  readonly adminToken: string;
  /** Where it stores things. @default a folder of its own, which goes with it */
  readonly dataDir?: string;
  /** Where it stores things is a disk of its own, of this size. @default the disk of the folder */
  readonly diskMebibytes?: number;
  /** Is given every line of stdout and stderr. */
  readonly onLine?: (line: string) => void;
}

/** The real server in a process of its own, on 127.0.0.1. It needs nothing of a test runner. */
export class HubRun implements AsyncDisposable {
  readonly adminToken: string;
  readonly url: string;
  readonly driverUrl: string;
  readonly port: number;
  readonly dataDir: string;
  /** How it ended: an exit code or a signal. */
  readonly ended: Promise<number | string>;
  readonly #child: ChildProcess;
  readonly #lines: string[];
  readonly #folder: string;

  /** Starts a hub and waits until it is ready. @throws {Error} with its last lines where it is not in time. */
  static async start(options: HubRunOptions): Promise<HubRun> {
    const folder = mkdtempSync(join(tmpdir(), "hos-load-"));
    const tokenFile = join(folder, "admin-token");
    writeFileSync(tokenFile, options.adminToken, { mode: 0o600 });
    const dataDir = options.dataDir ?? join(folder, "data");
    mkdirSync(dataDir, { recursive: true });
    const [file, ...args] = createCommand(dataDir, options);
    const child = spawn(file, args, {
      env: {
        PATH: process.env["PATH"],
        PORT: "0",
        HOS_HOST: "127.0.0.1",
        HOS_MDNS: "off",
        HOS_DATA_DIR: dataDir,
        HOS_ADMIN_TOKEN_FILE: tokenFile,
        ...options.env,
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const lines: string[] = [];
    const ready = Promise.withResolvers<RegExpExecArray>();
    const take = (line: string) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      const found = READY.exec(line);
      if (found !== null) ready.resolve(found);
      options.onLine?.(line);
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on("line", take);
    }
    const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string);
    const timer = setTimeout(() => ready.reject(new Error("It is not ready in time.")), READY_TIMEOUT_MS);
    void ended.then((end) => ready.reject(new Error(`It ended with ${end}.`)));
    try {
      const [, url = "", port, driverUrl = ""] = await ready.promise;
      const { adminToken } = options;
      return new HubRun({ child, lines, folder, dataDir, ended, adminToken, url, driverUrl, port: Number(port) });
    } catch (cause) {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
      throw new Error(`The hub did not start.\n${lines.join("\n")}`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  private constructor(parts: HubParts) {
    this.adminToken = parts.adminToken;
    this.url = parts.url;
    this.driverUrl = parts.driverUrl;
    this.port = parts.port;
    this.dataDir = parts.dataDir;
    this.ended = parts.ended;
    this.#child = parts.child;
    this.#lines = parts.lines;
    this.#folder = parts.folder;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** The last lines that it wrote. */
  get tail(): readonly string[] {
    return this.#lines;
  }

  /** Bytes in use once the garbage is gone. */
  async memory(): Promise<number> {
    const answered = once(this.#child, "message");
    this.#child.send("memory");
    const [answer] = (await answered) as [{ readonly bytes: number }];
    return answer.bytes;
  }

  async kill(signal: NodeJS.Signals): Promise<number | string> {
    this.#child.kill(signal);
    return await this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

interface HubParts extends Pick<HubRun, "adminToken" | "url" | "driverUrl" | "port" | "dataDir" | "ended"> {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly folder: string;
}

function createCommand(dataDir: string, { diskMebibytes }: HubRunOptions): readonly [file: string, ...args: string[]] {
  const command = [process.execPath, "--conditions=@hos/source", `--import=${PROBE}`, MAIN] as const;
  return diskMebibytes === undefined ? command : [...onSmallDisk(dataDir, diskMebibytes), ...command];
}
