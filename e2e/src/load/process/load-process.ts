import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { RemoteCalls, RemoteMessage } from "../../process/remote-calls.ts";

/** A process that makes load, or is hit by it, and answers calls. It ends with the one that started it. */
export class LoadProcess<Calls extends RemoteCalls<Calls>> implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #calls = 0;

  /** @param main a file of `workers`. */
  constructor(main: string) {
    this.#child = fork(fileURLToPath(new URL(`../workers/${main}`, import.meta.url)), {
      execArgv: ["--conditions=@hos/source"],
      env: { PATH: process.env["PATH"] },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.#child.on("message", (message) => this.#take(message as RemoteMessage));
    this.#child.once("exit", (code, signal) => this.#end(`${main} ended with ${code ?? signal}.`));
  }

  /** @throws {Error} what the process threw, or that it ended. */
  async call<Name extends keyof Calls & string>(
    method: Name,
    ...[input]: Parameters<Calls[Name]>
  ): Promise<Awaited<ReturnType<Calls[Name]>>> {
    this.#calls += 1;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#calls, answer);
    this.#child.send({ id: this.#calls, method, input });
    return (await answer.promise) as Awaited<ReturnType<Calls[Name]>>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }

  #take(message: RemoteMessage): void {
    if ("happened" in message) return;
    const answer = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ("error" in message) answer?.reject(new Error(message.error));
    else answer?.resolve(message.value);
  }

  #end(reason: string): void {
    for (const answer of this.#waiting.values()) answer.reject(new Error(reason));
    this.#waiting.clear();
  }
}
