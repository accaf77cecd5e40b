import { type ChildProcess, spawn } from "node:child_process";
import { root } from "./steps.ts";

const STOP_TIMEOUT_MS = 6_000;
const FLAGS = ["--conditions=@hos/source", `--import=${new URL("end-with-parent.ts", import.meta.url).href}`];

/** Programs of this repository that live and end together; the one that was started last is stopped first. */
export class ChildGroup {
  readonly #children: ChildProcess[] = [];
  readonly #onEnd: (exitCode: number) => void;
  #stopping: Promise<void> | undefined;

  /** @param onEnd called when one of them ends by itself. */
  constructor(onEnd: (exitCode: number) => void) {
    this.#onEnd = onEnd;
  }

  /** Whether they are being stopped. */
  get stopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** Starts a program; `env` comes on top of that of this process. Its stdout can be read. */
  run(script: string, env: NodeJS.ProcessEnv): ChildProcess {
    const child = spawn(process.execPath, [...FLAGS, script], {
      cwd: root,
      env: { ...process.env, ...env },
      // In a group of its own, so that Ctrl-C reaches this process only and it stops the drivers before the hub.
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    this.#children.push(child);
    child.once("exit", (code) => {
      if (!this.stopping) this.#onEnd(code ?? 1);
    });
    return child;
  }

  /** Stops them one after the other. Calling it again gives the same promise. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    for (const child of this.#children.toReversed()) await end(child);
  }
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once("exit", () => resolve());
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS).unref();
  return promise;
}
