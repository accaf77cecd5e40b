import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

const DRIVER = fileURLToPath(new URL("lamp-driver.ts", import.meta.url));
const DEADLINE_MS = 30_000;

/** What the driver of `lamp-driver.ts` tells. */
export type DriverNews =
  | { readonly event: "pairing"; readonly code: string }
  | { readonly event: "registered" }
  | { readonly event: "error"; readonly message: string };

/** A driver in a process of its own, on this machine. */
export class OutsideDriver implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #lines: Interface;
  readonly #news: DriverNews[] = [];

  /** @param stateFolder where it keeps its token */
  constructor(wsUrl: string, stateFolder: string) {
    const child = spawn(process.execPath, ["--conditions=@hos/source", DRIVER], {
      env: { ...process.env, HOS_WS_URL: wsUrl, HOS_DRIVER_STATE_DIR: stateFolder },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    this.#ended = once(child, "exit");
    this.#lines = createInterface(child.stdout);
    this.#lines.on("line", (line) => this.#news.push(JSON.parse(line) as DriverNews));
  }

  /** The next news of an event; each is given once. Fails after a while, with what came instead. */
  async next<Name extends DriverNews["event"]>(event: Name): Promise<Extract<DriverNews, { event: Name }>> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    for (;;) {
      const index = this.#news.findIndex((news) => news.event === event);
      if (index !== -1) return this.#news.splice(0, index + 1).at(-1) as Extract<DriverNews, { event: Name }>;
      await once(this.#lines, "line", { signal }).catch((cause: unknown) => {
        throw new Error(`The driver did not tell of ${event}: ${JSON.stringify(this.#news)}`, { cause });
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill("SIGTERM");
    await this.#ended;
  }
}
