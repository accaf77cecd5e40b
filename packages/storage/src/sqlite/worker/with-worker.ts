import { StorageWorker } from "./storage-worker.ts";

/** Does something in a thread of its own, which ends with it: whoever stores meanwhile goes on. */
export async function withWorker<Result>(work: (worker: StorageWorker) => Promise<Result>): Promise<Result> {
  const worker = new StorageWorker();
  try {
    return await work(worker);
  } finally {
    await worker.close();
  }
}
