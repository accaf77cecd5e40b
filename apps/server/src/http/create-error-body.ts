import { isStoreError } from "@hos/state-store";
import { type ApiError, ApiFailure } from "@hos/protocol/rest";
import { isStorageError, type StorageErrorCode } from "@hos/storage";

/** The body of a failure, as every way to the hub answers it. */
export function createErrorBody({ code, message, details, commandId }: ApiFailure): ApiError {
  return { ok: false, code, error: message, details: [...details], ...(commandId !== undefined && { commandId }) };
}

/** What a client is told of `error`: itself where it is for clients, and INTERNAL without a word of the cause where not. */
export function toApiFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  if (isStorageError(error)) return error.code === "CLOSED" ? stopping(error) : toStorageFailure(error.code, error);
  if (isStoreError(error) && error.code === "STORE_CLOSED") return stopping(error);
  if (isStoreError(error) && error.code === "SAVE_FAILED") {
    return toStorageFailure(isStorageError(error.cause) ? error.cause.code : "FAILED", error);
  }
  if (isFileFault(error)) return toStorageFailure(FILE_FAULTS[error.code] ?? "FAILED", error);
  return new ApiFailure("INTERNAL", "The hub failed to answer. Its log says why.", { cause: error });
}

function stopping(cause: unknown): ApiFailure {
  return new ApiFailure("HUB_STOPPING", "The hub is stopping; ask again when it is back.", { cause });
}

const REASONS: Readonly<Partial<Record<StorageErrorCode, string>>> = {
  DISK_FULL: "There is no room left on the disk of the hub.",
  READ_ONLY: "The data folder of the hub may not be written to.",
};

const FILE_FAULTS: Readonly<Record<string, StorageErrorCode>> = {
  ENOSPC: "DISK_FULL",
  EDQUOT: "DISK_FULL",
  EROFS: "READ_ONLY",
  EACCES: "READ_ONLY",
};

/** What Node throws that could not do something with a file. */
function isFileFault(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error && "syscall" in error && "code" in error && Object.hasOwn(FILE_FAULTS, String(error.code))
  );
}

/** The log of the hub says more: names of its files are nothing for clients. */
function toStorageFailure(code: StorageErrorCode, cause: unknown): ApiFailure {
  return new ApiFailure("STORAGE_UNAVAILABLE", "The hub could not store it.", {
    details: [REASONS[code] ?? "Its log says why."],
    cause,
  });
}
