/** Every code that REST and Socket.IO answer with, and its HTTP status. */
export const API_ERROR_STATUS = {
  /** The request is not what the API says. */
  INVALID_REQUEST: 400,
  /** No credential, or one that is unknown, expired or revoked. */
  UNAUTHORIZED: 401,
  /** The credential is good, but does not reach so far. */
  FORBIDDEN: 403,
  /** A web page of another site, or a host name that is not this hub. */
  ORIGIN_NOT_ALLOWED: 403,
  NO_DEVICE: 404,
  NO_DRIVER: 404,
  NO_COMMAND: 404,
  NO_SPACE: 404,
  NO_PROGRAM: 404,
  NO_DESIGN_PROFILE: 404,
  NO_USER: 404,
  NO_TOKEN: 404,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  /** The client took too long to send its request. */
  REQUEST_TIMEOUT: 408,
  IDEMPOTENCY_MISMATCH: 409,
  /** The hub was set up before; there is no second first person. */
  SETUP_DONE: 409,
  /** It would collide with what is there: a name that is taken, the last admin. */
  CONFLICT: 409,
  /** The driver does not wait for approval, or its pairing code is another one. */
  PAIRING_FAILED: 409,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  /** The device does not take this command. */
  INVALID_COMMAND: 422,
  /** The payload does not fit the command. */
  INVALID_PAYLOAD: 422,
  /** Too many commands wait for this device. */
  QUEUE_FULL: 429,
  /** Too many attempts; `Retry-After` says when the next one counts. */
  TOO_MANY_REQUESTS: 429,
  /** The head of the request is too large. */
  HEADERS_TOO_LARGE: 431,
  INTERNAL: 500,
  /** The driver was asked and said no. */
  DRIVER_REJECTED: 502,
  /** The driver is away; nothing was sent. */
  DRIVER_OFFLINE: 503,
  /** The driver was lost while the command was under way; the outcome is unknown. */
  DRIVER_DISCONNECTED: 503,
  HUB_STOPPING: 503,
  /** The hub was restarted while the command was under way; the outcome is unknown. */
  HUB_RESTARTED: 503,
  /** No answer by the deadline; the outcome is unknown. */
  TIMEOUT: 504,
  /** What was to be kept could not be written: the disk is full, read-only or broken. Nothing changed. */
  STORAGE_UNAVAILABLE: 507,
} as const;

/** A code of the client API. */
export type ApiErrorCode = keyof typeof API_ERROR_STATUS;
