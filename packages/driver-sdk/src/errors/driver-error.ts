import type { DriverErrorCode, ErrorRef } from "@hos/protocol";
import type { LocalErrorCode } from "./local-error-code.ts";

/** Members of a {@link DriverError} besides code and message. */
export interface DriverErrorOptions {
  /** Sentences that say what is wrong where. */
  readonly details?: readonly string[];
  /** The frame at fault, as far as it can be named. */
  readonly ref?: ErrorRef | undefined;
  readonly cause?: unknown;
}

/** What went wrong while a driver talked to its hub. Every `error` event and every rejection of the SDK is one. */
export class DriverError extends Error {
  override readonly name: string = "DriverError";
  /** Of the driver's own side, or of the hub where it begins with `DRIVER_WS_`. */
  readonly code: LocalErrorCode | DriverErrorCode;
  /** Sentences that say what is wrong where; may be empty. */
  readonly details: readonly string[];
  /** The frame at fault, as far as it can be named. */
  readonly ref: ErrorRef | undefined;

  constructor(code: LocalErrorCode | DriverErrorCode, message: string, options: DriverErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? [];
    this.ref = options.ref;
  }
}

/** Whether `value` is a {@link DriverError}. */
export function isDriverError(value: unknown): value is DriverError {
  return value instanceof DriverError;
}
