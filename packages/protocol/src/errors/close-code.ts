/** The WebSocket close codes of the driver wire. */
export const CLOSE_CODES = {
  /** Ended on purpose (RFC 6455). */
  NORMAL: 1000,
  /** The hub is stopping (RFC 6455), or the driver says goodbye. */
  GOING_AWAY: 1001,
  /** A frame was larger than the limit (RFC 6455). */
  MESSAGE_TOO_BIG: 1009,
  /** The hub is restarting. */
  SERVICE_RESTART: 1012,
  /** A newer session with the same driverKey and instanceId took over. */
  REPLACED: 4001,
  /** No `driver.register` in time. */
  REGISTER_TIMEOUT: 4002,
  /** Unauthorized, revoked or disabled. */
  UNAUTHORIZED: 4003,
  /** The protocol version is not supported. */
  UNSUPPORTED_VERSION: 4004,
} as const;

/** A close code of the driver wire. */
export type CloseCode = (typeof CLOSE_CODES)[keyof typeof CLOSE_CODES];

const FINAL_CLOSE_CODES: ReadonlySet<number> = new Set([
  CLOSE_CODES.REPLACED,
  CLOSE_CODES.UNAUTHORIZED,
  CLOSE_CODES.UNSUPPORTED_VERSION,
]);

/** Whether a driver whose session ended with `code` may connect again by itself (protocol v1, "Errors"). */
export function mayReconnectAfter(code: number): boolean {
  return !FINAL_CLOSE_CODES.has(code);
}
