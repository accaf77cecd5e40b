import { ApiFailure } from "@hos/protocol/rest";

const SECOND_MS = 1000;

/** The failure that tells how long to wait. */
export function createThrottleFailure(waitMs: number): ApiFailure {
  const retryAfterS = Math.ceil(waitMs / SECOND_MS);
  return new ApiFailure("TOO_MANY_REQUESTS", `Too many attempts. Try again in ${retryAfterS} s.`, { retryAfterS });
}
