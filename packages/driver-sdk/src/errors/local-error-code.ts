/** The codes of what goes wrong on the driver's own side. Codes of the hub begin with `DRIVER_WS_`. */
export const LOCAL_ERROR_CODES = {
  /** The driver was closed; make a new one. */
  CLOSED: "CLOSED",
  /** There is no connection that could do what was asked. */
  NOT_CONNECTED: "NOT_CONNECTED",
  /** The connection ended and the driver does not return by itself. */
  DISCONNECTED: "DISCONNECTED",
  /** A newer session with the same driverKey and instanceId took over (close 4001). */
  REPLACED: "REPLACED",
  /** The credential is wrong or revoked, or the driver is disabled (close 4003). */
  UNAUTHORIZED: "UNAUTHORIZED",
  /** The hub does not speak the protocol version of this SDK (close 4004). */
  UNSUPPORTED_VERSION: "UNSUPPORTED_VERSION",
  /** The hub sent a frame that is not of the protocol; it was passed over. */
  INVALID_HUB_FRAME: "INVALID_HUB_FRAME",
  /** An event is larger than a hub takes; it was not sent. */
  FRAME_TOO_LARGE: "FRAME_TOO_LARGE",
  /** The credential could not be read from where it is kept, or not be stored there. */
  TOKEN_STORE_FAILED: "TOKEN_STORE_FAILED",
  /** A handler did its deed but returned what cannot be reported. */
  INVALID_OUTCOME: "INVALID_OUTCOME",
  /** No hub answered on the network, or nothing is installed that could look for one. */
  HUB_NOT_FOUND: "HUB_NOT_FOUND",
} as const;

/** A code of the driver's own side, such as `CLOSED`. */
export type LocalErrorCode = (typeof LOCAL_ERROR_CODES)[keyof typeof LOCAL_ERROR_CODES];
