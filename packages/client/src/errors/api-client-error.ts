import type { ApiError, ApiErrorCode } from "@hos/protocol/rest";

/** The hub answered with a failure. */
export class ApiClientError extends Error {
  override readonly name = "ApiClientError";
  /** An {@link ApiErrorCode}, or one that a newer hub knows. */
  readonly code: ApiErrorCode | (string & {});
  /** One sentence a fault, each naming its path. */
  readonly details: readonly string[];
  /** The HTTP status; on the live stream the one that REST has for the code. */
  readonly status: number;
  /** Where the failure is that of a command. */
  readonly commandId: string | undefined;
  /** Where a later attempt counts: in how many milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(body: ApiError, status: number, retryAfterMs?: number) {
    super(body.error);
    this.code = body.code;
    this.details = body.details;
    this.status = status;
    this.commandId = body.commandId;
    this.retryAfterMs = retryAfterMs;
  }
}
