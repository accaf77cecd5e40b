/** Gives `sizeBytes` bytes of a secure random source; `randomBytes` of `node:crypto` is one. Passed in for tests. */
export type RandomBytes = (sizeBytes: number) => Uint8Array;
