/** Why storage could not do what it was asked. */
export type StorageErrorCode =
  /** There is no room left on the disk. */
  | "DISK_FULL"
  /** The folder or the file may not be written to. */
  | "READ_ONLY"
  /** The file was written by a newer version of HOS. */
  | "TOO_NEW"
  /** The file is not a HOS database, or is damaged. */
  | "DAMAGED"
  /** Another hub uses the folder. */
  | "LOCKED"
  /** It was closed. */
  | "CLOSED"
  /** Anything else that the disk or SQLite says; `cause` has it. */
  | "FAILED";

/** What storage throws. The message names the file and says what to do. */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** Whether `value` is a {@link StorageError}. */
export function isStorageError(value: unknown): value is StorageError {
  return value instanceof StorageError;
}
