/**
 * The thread in which every call of SQLite happens, so that neither a large batch nor a slow disk stalls the event loop
 * of the hub. At run time it imports nothing but `node:` and files beside it.
 */
import { parentPort } from "node:worker_threads";
import { explainFault } from "../database/explain-fault.ts";
import type { WorkerAnswer, WorkerCall } from "./messages.ts";
import { StorageHost } from "./storage-host.ts";

const host = new StorageHost();

parentPort?.on("message", ({ id, method, args }: WorkerCall) => {
  const answer = run(id ?? 0, () => Reflect.apply(host[method], host, args) as unknown);
  if (id !== undefined) parentPort?.postMessage(answer, []);
});

function run(id: number, work: () => unknown): WorkerAnswer {
  try {
    return { id, ok: true, value: work(), readOnly: host.readOnly };
  } catch (fault) {
    const { code, message, cause } = explainFault(fault, host.file);
    return { id, ok: false, fault: { code, message, cause } };
  }
}
