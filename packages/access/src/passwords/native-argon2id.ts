import * as crypto from "node:crypto";
import type { Argon2id, Argon2Input } from "./argon2id.ts";

/** Argon2id of Node, in its thread pool. Node has it since 24.7, where its OpenSSL does. */
export const nativeArgon2id: Argon2id = ({ password, salt, cost, sizeBytes }) =>
  new Promise((resolve, reject) => {
    const parameters = {
      message: password,
      nonce: salt,
      memory: cost.memoryKib,
      passes: cost.passes,
      parallelism: cost.parallelism,
      tagLength: sizeBytes,
    };
    crypto.argon2("argon2id", parameters, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });

/** The least work there is. */
const SMALLEST: Argon2Input = {
  password: new Uint8Array(1),
  salt: new Uint8Array(8),
  cost: { memoryKib: 8, passes: 1, parallelism: 1 },
  sizeBytes: 4,
};

/** Whether this Node can do it: some builds have the function and an OpenSSL without the algorithm, so it is tried. */
export async function hasNativeArgon2id(): Promise<boolean> {
  try {
    await nativeArgon2id(SMALLEST);
    return true;
  } catch {
    return false;
  }
}
