import { parentPort, workerData } from "node:worker_threads";
import { argon2id } from "hash-wasm";
import type { Argon2Input } from "./argon2id.ts";

const { password, salt, cost, sizeBytes } = workerData as Argon2Input;
const hash = await argon2id({
  password,
  salt,
  iterations: cost.passes,
  parallelism: cost.parallelism,
  memorySize: cost.memoryKib,
  hashLength: sizeBytes,
  outputType: "binary",
});
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin.
parentPort?.postMessage(hash);
