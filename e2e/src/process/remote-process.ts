import { Inbox } from "../wait/inbox.ts";
import { type ChildOptions, ChildRun } from "./child-run.ts";
import type { RemoteCalls, RemoteMessage } from "./remote-calls.ts";

/** A process of this suite that answers calls and tells what happens in it. */
export class RemoteProcess<Calls extends RemoteCalls<Calls>, Happening> implements AsyncDisposable {
  readonly run: ChildRun;
  /** What the process told, in order. */
  readonly happenings = new Inbox<Happening>();
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #calls = 0;

  constructor(options: ChildOptions) {
    this.run = new ChildRun(options);
    this.run.process.on("message", (message) => this.#take(message as RemoteMessage));
    void this.run.ended.then((end) => this.#end(`${options.name} ended with ${end}.`));
  }

  /** @throws {Error} what the process threw, or that it ended. */
  async call<Name extends keyof Calls & string>(
    method: Name,
    ...[input]: Parameters<Calls[Name]>
  ): Promise<Awaited<ReturnType<Calls[Name]>>> {
    this.#calls += 1;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#calls, answer);
    this.run.process.send({ id: this.#calls, method, input });
    return (await answer.promise) as Awaited<ReturnType<Calls[Name]>>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.run[Symbol.asyncDispose]();
  }

  #take(message: RemoteMessage): void {
    if ("happened" in message) {
      this.happenings.add(message.happened as Happening);
      return;
    }
    const answer = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ("error" in message) answer?.reject(new Error(message.error));
    else answer?.resolve(message.value);
  }

  #end(reason: string): void {
    this.happenings.end(reason);
    for (const answer of this.#waiting.values()) answer.reject(new Error(reason));
    this.#waiting.clear();
  }
}
