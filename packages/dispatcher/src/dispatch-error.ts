/** What a {@link DispatchError} is about. */
export type DispatchErrorCode = "INVALID_OPTION" | "INVALID_REQUEST";

/** The dispatcher was called in a way that no caller should: a defect of the calling code, not an outcome. */
export class DispatchError extends Error {
  override readonly name = "DispatchError";
  readonly code: DispatchErrorCode;

  constructor(code: DispatchErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
