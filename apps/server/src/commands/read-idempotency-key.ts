import { LIMITS } from "@hos/protocol";
import { ApiFailure } from "@hos/protocol/rest";

const IDEMPOTENCY_KEY = new RegExp(`^[\\x21-\\x7e]{1,${LIMITS.requestIdMax}}$`);

/** Reads an idempotency key, which may be missing. @throws {ApiFailure} INVALID_REQUEST */
export function readIdempotencyKey(key: unknown): string | undefined {
  if (key === undefined) return undefined;
  if (typeof key === "string" && IDEMPOTENCY_KEY.test(key)) return key;
  throw new ApiFailure("INVALID_REQUEST", "Invalid idempotency key.", {
    details: [`The idempotency key must be 1-${LIMITS.requestIdMax} visible ASCII characters.`],
  });
}
