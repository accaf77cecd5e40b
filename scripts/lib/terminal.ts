import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { root } from "./steps.ts";

const DEADLINE_MS = 120_000;

/** A command that somebody types into a terminal at the root of the clone. */
export class Terminal {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #text = "";
  #tellText: () => void = () => undefined;

  constructor(command: string, env: NodeJS.ProcessEnv = {}) {
    this.#child = spawn("sh", ["-c", command], {
      cwd: root,
      env: { ...process.env, ...env },
      // A job of its own, as in a terminal: Ctrl-C reaches all that it started.
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#ended = once(this.#child, "close");
    this.#child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      this.#text += chunk;
      this.#tellText();
    });
  }

  /** All that it printed so far. */
  get text(): string {
    return this.#text;
  }

  /** Waits until it prints `text`. */
  async waitFor(text: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#tellText = () => {
      if (this.#text.includes(text)) resolve();
    };
    this.#tellText();
    void this.#ended.then(() => reject(new Error(`It ended and did not print "${text}". It printed: ${this.#text}`)));
    await withDeadline(promise, `it did not print "${text}"`);
  }

  /** Waits for its end, and that of everything that writes where it wrote. @returns all that it printed */
  async end(): Promise<string> {
    await withDeadline(this.#ended, "it did not end");
    return this.#text;
  }

  /** Ctrl-C: the whole job gets the signal. */
  interrupt(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGINT");
    } catch (error) {
      // It ended by itself.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }

  /** `kill -9` of the command, and of nothing that it started. */
  killOnly(): void {
    this.#child.kill("SIGKILL");
  }
}

/** Rejects with `complaint` when `promise` does not settle within two minutes. */
export async function withDeadline<Value>(promise: Promise<Value>, complaint: string): Promise<Value> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(new Error(`${complaint} within ${DEADLINE_MS} ms`)), DEADLINE_MS);
  try {
    return await Promise.race([promise, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
