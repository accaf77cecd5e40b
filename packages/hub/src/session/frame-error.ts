import {
  DRIVER_ERROR_CODES,
  type DriverEvent,
  type DriverErrorCode,
  type ErrorRef,
  isProtocolError,
  ProtocolError,
} from "@hos/protocol";

/** An error with one sentence that says what to do. `path` is empty for the frame as a whole. */
export function createFrameError(
  code: DriverErrorCode,
  message: string,
  { detail, path = "", ref }: { readonly detail: string; readonly path?: string; readonly ref?: ErrorRef },
): ProtocolError {
  return new ProtocolError(code, message, { details: [{ path, message: detail }], ...(ref !== undefined && { ref }) });
}

/** Names `event` in an error, with the request that it answers where there is one. */
export function createErrorRef(event: DriverEvent): ErrorRef {
  if (!("deviceId" in event)) return { event: event.event };
  const requestId = event.event === "ACTION_RESULT" ? (event.data.requestId ?? event.data.correlationId) : undefined;
  return { event: event.event, deviceId: event.deviceId, ...(requestId !== undefined && { requestId }) };
}

/** What the driver is told of `fault`: a {@link ProtocolError} as it is, anything else as INTERNAL without its text. */
export function toFrameError(fault: unknown, ref: ErrorRef | undefined): ProtocolError {
  if (!isProtocolError(fault)) {
    return new ProtocolError(DRIVER_ERROR_CODES.INTERNAL, "The hub failed to handle this frame.", {
      details: [{ path: "", message: "The driver did nothing wrong; the log of the hub says more." }],
      cause: fault,
      ...(ref !== undefined && { ref }),
    });
  }
  if (fault.ref !== undefined || ref === undefined) return fault;
  const { code, message, details, cause } = fault;
  return new ProtocolError(code, message, { details, cause, ref });
}
