import { Type, type Static } from "typebox";

/** The error codes of the driver wire, by their short names. */
export const DRIVER_ERROR_CODES = {
  /** The frame is not what the protocol says; the session stays. */
  VALIDATION_ERROR: "DRIVER_WS_VALIDATION_ERROR",
  /** An event before `driver.register`; the session stays. */
  NOT_REGISTERED: "DRIVER_WS_NOT_REGISTERED",
  /** A second `driver.register` on one socket; the session stays. */
  ALREADY_REGISTERED: "DRIVER_WS_ALREADY_REGISTERED",
  /** The hub does not speak the driver's protocol version; close 4004 follows. */
  UNSUPPORTED_VERSION: "DRIVER_WS_UNSUPPORTED_VERSION",
  /** The credential is wrong, revoked, or the driver is disabled; close 4003 follows. */
  UNAUTHORIZED: "DRIVER_WS_UNAUTHORIZED",
  /** A person has to approve this driver first. */
  PAIRING_REQUIRED: "DRIVER_WS_PAIRING_REQUIRED",
  /** The event names a device that this driver has not announced. */
  DEVICE_NOT_FOUND: "DRIVER_WS_DEVICE_NOT_FOUND",
  /** The device id belongs to another driver instance, which the error names. */
  DEVICE_CONFLICT: "DRIVER_WS_DEVICE_CONFLICT",
  /** A limit of the hub was passed. */
  LIMIT_EXCEEDED: "DRIVER_WS_LIMIT_EXCEEDED",
  /** The hub failed; the driver did nothing wrong. */
  INTERNAL: "DRIVER_WS_INTERNAL",
} as const;

/** A code of the driver wire, such as `DRIVER_WS_VALIDATION_ERROR`. */
export const DriverErrorCode = Type.Enum(Object.values(DRIVER_ERROR_CODES));
export type DriverErrorCode = Static<typeof DriverErrorCode>;
