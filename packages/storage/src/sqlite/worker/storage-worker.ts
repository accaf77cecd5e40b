import { Worker } from "node:worker_threads";
import { StorageError } from "../../storage-error.ts";
import type { StorageMethod, WorkerAnswer, WorkerCall } from "./messages.ts";
import type { StorageHost } from "./storage-host.ts";

// The name of this file tells whether it runs from its source or was built.
const ENTRY = new URL(import.meta.url.endsWith(".ts") ? "worker-main.ts" : "worker-main.js", import.meta.url);

const STRIP_TYPES = "--experimental-strip-types";
// Node 22 and 24 call their SQLite experimental at each start; the first of Node 22 run sources only when they are told.
const EXEC_ARGV = [
  "--disable-warning=ExperimentalWarning",
  ...(process.execArgv.includes(STRIP_TYPES) ? [STRIP_TYPES] : []),
];

/** The worker thread as its owner sees it. Calls are carried out one by one, in their order. */
export class StorageWorker {
  readonly #worker: Worker;
  readonly #calls = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;
  #readOnly = false;
  #ended: StorageError | undefined;

  constructor() {
    this.#worker = new Worker(ENTRY, { name: "hos-storage", execArgv: [...EXEC_ARGV] });
    this.#worker.on("message", (answer: WorkerAnswer) => this.#settle(answer));
    this.#worker.on("error", (cause) => this.#end(new StorageError("FAILED", "The storage thread died.", { cause })));
    this.#worker.on("exit", () => this.#end(new StorageError("CLOSED", "Storage is closed; open it anew.")));
  }

  /** Nothing can be stored at present, as the thread said last. */
  get readOnly(): boolean {
    return this.#readOnly;
  }

  /** Asks for an answer. @throws {StorageError} */
  async call<Method extends StorageMethod>(
    method: Method,
    ...args: Parameters<StorageHost[Method]>
  ): Promise<ReturnType<StorageHost[Method]>> {
    if (this.#ended !== undefined) throw this.#ended;
    const id = ++this.#lastId;
    const pending = Promise.withResolvers<unknown>();
    this.#send({ id, method, args });
    this.#calls.set(id, pending);
    return (await pending.promise) as ReturnType<StorageHost[Method]>;
  }

  /** Asks without an answer, for what cannot fail. */
  post<Method extends StorageMethod>(method: Method, ...args: Parameters<StorageHost[Method]>): void {
    if (this.#ended === undefined) this.#send({ id: undefined, method, args });
  }

  /** Ends the thread when what was asked before is done. */
  async close(): Promise<void> {
    try {
      if (this.#ended === undefined) await this.call("close");
    } finally {
      await this.#worker.terminate();
    }
  }

  #send(call: WorkerCall): void {
    this.#worker.postMessage(call, []);
  }

  #settle(answer: WorkerAnswer): void {
    const pending = this.#calls.get(answer.id);
    this.#calls.delete(answer.id);
    if (answer.ok) {
      this.#readOnly = answer.readOnly;
      pending?.resolve(answer.value);
      return;
    }
    const { code, message, cause } = answer.fault;
    pending?.reject(new StorageError(code, message, { cause }));
  }

  #end(reason: StorageError): void {
    this.#ended ??= reason;
    for (const { reject } of this.#calls.values()) reject(this.#ended);
    this.#calls.clear();
  }
}
