import { ApiFailure } from "@hos/protocol/rest";

/** What a client is told whose stream ends because its credential does. */
export function describeAccessEnd(): ApiFailure {
  return new ApiFailure("UNAUTHORIZED", "The credential expired or was revoked.", {
    details: ["The stream is over. Log in again, or ask for another token."],
  });
}
