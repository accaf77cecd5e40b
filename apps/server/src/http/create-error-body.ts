import { isStoreError } from "@hos/state-store";
import { type ApiError, ApiFailure } from "@hos/protocol/rest";

/** The body of a failure, as every way to the hub answers it. */
export function createErrorBody({ code, message, details, commandId }: ApiFailure): ApiError {
  return { ok: false, code, error: message, details: [...details], ...(commandId !== undefined && { commandId }) };
}

/** What a client is told of `error`: itself where it is for clients, and INTERNAL without a word of the cause where not. */
export function toApiFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  if (isStoreError(error) && error.code === "STORE_CLOSED") {
    return new ApiFailure("HUB_STOPPING", "The hub is stopping; ask again when it is back.", { cause: error });
  }
  return new ApiFailure("INTERNAL", "The hub failed to answer. Its log says why.", { cause: error });
}
