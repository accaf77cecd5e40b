import type { DriverErrorCode } from "./driver-error-code.ts";

/** One thing that is wrong with an input. */
export interface ErrorDetail {
  /** Where, as a dotted path from the root of the frame: `data.brightness`. Empty for the frame as a whole. */
  readonly path: string;
  /** A sentence that names the path and says what to do. This is what goes over the wire. */
  readonly message: string;
}

/** Names the frame at fault, as far as it can be named. */
export interface ErrorRef {
  readonly event?: string;
  readonly deviceId?: string;
  readonly requestId?: string;
}

/** Members of a {@link ProtocolError} besides code and message. */
export interface ProtocolErrorOptions {
  readonly details?: readonly ErrorDetail[];
  readonly ref?: ErrorRef;
  readonly cause?: unknown;
}

/** A frame that breaks the driver protocol. The only thing that a parser of this package throws. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly code: DriverErrorCode;
  readonly details: readonly ErrorDetail[];
  readonly ref: ErrorRef | undefined;

  constructor(code: DriverErrorCode, message: string, options: ProtocolErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? [];
    this.ref = options.ref;
  }
}

/** Whether `value` is a {@link ProtocolError}. */
export function isProtocolError(value: unknown): value is ProtocolError {
  return value instanceof ProtocolError;
}
