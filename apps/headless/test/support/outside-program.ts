import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

const DEADLINE_MS = 30_000;

/** What the programs beside this file tell. */
export type ProgramNews =
  | { readonly event: "pairing"; readonly code: string }
  | { readonly event: "registered" }
  | { readonly event: "done"; readonly status: string }
  | { readonly event: "error"; readonly message: string };

/** A driver or an app in a process of its own, on this machine: what the hub has for somebody from outside. */
export class OutsideProgram implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #lines: Interface;
  readonly #news: ProgramNews[] = [];

  /** @param file beside this one */
  constructor(file: "lamp-app.ts" | "lamp-driver.ts", variables: NodeJS.ProcessEnv) {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const child = spawn(process.execPath, ["--conditions=@hos/source", path], {
      env: { ...process.env, ...variables },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    this.#ended = once(child, "exit");
    this.#lines = createInterface(child.stdout);
    this.#lines.on("line", (line) => this.#news.push(JSON.parse(line) as ProgramNews));
  }

  /** The next news of an event; each is given once. Fails after a while, with what came instead. */
  async next<Name extends ProgramNews["event"]>(event: Name): Promise<Extract<ProgramNews, { event: Name }>> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    for (;;) {
      const index = this.#news.findIndex((news) => news.event === event);
      if (index !== -1) return this.#news.splice(0, index + 1).at(-1) as Extract<ProgramNews, { event: Name }>;
      await once(this.#lines, "line", { signal }).catch((cause: unknown) => {
        throw new Error(`No news of ${event}: ${JSON.stringify(this.#news)}`, { cause });
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill("SIGTERM");
    await this.#ended;
  }
}
