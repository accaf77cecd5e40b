import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Inbox } from "../wait/inbox.ts";
import { keepTranscript } from "./keep-transcript.ts";

/** How a process is started. */
export interface ChildOptions {
  /** The TypeScript file that it runs. */
  readonly main: string;
  /** For the output that is shown when a test fails. */
  readonly name: string;
  /** All that it has besides PATH. @default nothing */
  readonly env?: Readonly<Record<string, string>>;
  /** A module that it loads before `main`. */
  readonly preload?: string;
}

/** How a process ended: its exit code, or the signal that ended it. */
export type ChildEnd = number | NodeJS.Signals;

/** A process of the node that runs the tests. It is killed, and its end awaited, when it is disposed of. */
export class ChildRun implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly ended: Promise<ChildEnd>;
  /** The lines of its stdout. */
  readonly out = new Inbox<string>();
  /** The lines of its stderr. */
  readonly err = new Inbox<string>();

  constructor({ main, name, env = {}, preload }: ChildOptions) {
    const preloading = preload === undefined ? [] : [`--import=${preload}`];
    this.process = spawn(process.execPath, ["--conditions=@hos/source", ...preloading, main], {
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "json",
    });
    const label = `${name} (${this.process.pid})`;
    const write = keepTranscript(label);
    for (const [stream, lines] of [
      [this.process.stdout, this.out],
      [this.process.stderr, this.err],
    ] as const) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        write(line);
        lines.add(line);
      });
    }
    this.ended = this.#watchEnd(label, write);
  }

  get pid(): number {
    const { pid } = this.process;
    if (pid === undefined) throw new Error("The process did not start.");
    return pid;
  }

  /** Sends a signal and waits for the end. */
  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<ChildEnd> {
    this.process.kill(signal);
    return await this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  async #watchEnd(label: string, write: (line: string) => void): Promise<ChildEnd> {
    const [code, signal] = (await once(this.process, "close")) as [number | null, NodeJS.Signals | null];
    const end = code ?? signal ?? 0;
    write(`-- ended with ${end}`);
    for (const lines of [this.out, this.err]) lines.end(`${label} ended with ${end}`);
    return end;
  }
}
