import { API_ERROR_STATUS, type ApiErrorCode } from "./api-error-code.ts";

/** Members of an {@link ApiFailure} besides code and message. */
export interface ApiFailureOptions {
  /** One sentence a fault, each naming its path. */
  readonly details?: readonly string[];
  /** Where the failure is that of a command. */
  readonly commandId?: string;
  /** Where a later attempt counts: in how many seconds, for the header `Retry-After`. */
  readonly retryAfterS?: number;
  readonly cause?: unknown;
}

/** A request of a client that cannot be answered as asked. What the REST parsers throw. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly code: ApiErrorCode;
  readonly details: readonly string[];
  readonly commandId: string | undefined;
  readonly retryAfterS: number | undefined;

  constructor(code: ApiErrorCode, message: string, options: ApiFailureOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? [];
    this.commandId = options.commandId;
    this.retryAfterS = options.retryAfterS;
  }

  /** The HTTP status of the code. */
  get status(): (typeof API_ERROR_STATUS)[ApiErrorCode] {
    return API_ERROR_STATUS[this.code];
  }
}
