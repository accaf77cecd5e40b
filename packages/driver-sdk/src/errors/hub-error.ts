import type { DriverErrorCode, DriverErrorFrame, ErrorRef } from "@hos/protocol";
import { DriverError } from "./driver-error.ts";

/** An error frame of the hub: something that the driver sent was not accepted. */
export class HubError extends DriverError {
  override readonly name = "HubError";
  declare readonly code: DriverErrorCode;

  constructor({ code, error, details, ref }: DriverErrorFrame) {
    super(code, error, { details, ref: ref === undefined ? undefined : toErrorRef(ref) });
  }
}

/** Whether `value` is a {@link HubError}. */
export function isHubError(value: unknown): value is HubError {
  return value instanceof HubError;
}

function toErrorRef({ event, device_id: deviceId, requestId }: NonNullable<DriverErrorFrame["ref"]>): ErrorRef {
  return {
    ...(event !== undefined && { event }),
    ...(deviceId !== undefined && { deviceId }),
    ...(requestId !== undefined && { requestId }),
  };
}
