import { LIMITS } from "@hos/protocol";
import { DispatchError } from "./dispatch-error.ts";
import type { DispatchRequest } from "./dispatch-request.ts";

const KEY_MAX = LIMITS.requestIdMax;

/**
 * Looks for what the type of a request cannot rule out.
 *
 * @throws {DispatchError} INVALID_REQUEST when `timeoutMs` or `idempotencyKey` is out of its bounds.
 */
export function checkRequest({ timeoutMs, idempotencyKey }: DispatchRequest): void {
  const { commandTimeoutMinMs: min, commandTimeoutMaxMs: max } = LIMITS;
  if (timeoutMs !== undefined && !(Number.isInteger(timeoutMs) && timeoutMs >= min && timeoutMs <= max)) {
    throw new DispatchError(
      "INVALID_REQUEST",
      `timeoutMs must be a whole number from ${min} to ${max}, not ${timeoutMs}.`,
    );
  }
  if (idempotencyKey !== undefined && (idempotencyKey === "" || idempotencyKey.length > KEY_MAX)) {
    throw new DispatchError("INVALID_REQUEST", `idempotencyKey must have 1 to ${KEY_MAX} characters.`);
  }
}
