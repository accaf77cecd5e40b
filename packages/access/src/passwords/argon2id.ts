/** How much work a hash costs. */
export interface Argon2Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** What is hashed. */
export interface Argon2Input {
  readonly password: Uint8Array;
  /** At least 8 bytes. */
  readonly salt: Uint8Array;
  readonly cost: Argon2Cost;
  /** Of the hash. */
  readonly sizeBytes: number;
}

/** Argon2id of RFC 9106, version 1.3. Runs beside the event loop, not on it. */
export type Argon2id = (input: Argon2Input) => Promise<Uint8Array>;
