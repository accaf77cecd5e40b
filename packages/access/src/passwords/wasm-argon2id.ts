import { Worker } from "node:worker_threads";
import type { Argon2id } from "./argon2id.ts";

/** The file beside this one, in the sources or in what was built of them. */
const WORKER = new URL(
  import.meta.url.endsWith(".ts") ? "./wasm-argon2id-worker.ts" : "./wasm-argon2id-worker.js",
  import.meta.url,
);

/**
 * Argon2id of hash-wasm, for a Node that has none. Each hash has a thread of its own: on the event loop it would stand
 * still meanwhile, and WebAssembly gives memory back only when its thread ends.
 */
export const wasmArgon2id: Argon2id = (input) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: input, name: "argon2id" });
    worker.once("message", (hash: Uint8Array) => resolve(hash));
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`The argon2id thread ended with ${code} and gave no hash.`)));
  });
