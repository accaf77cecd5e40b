/** The end of a connection, or an attempt that failed. */
export interface Disconnection {
  /** The close code of the protocol or of RFC 6455; 1006 where the connection broke or was never made. */
  readonly code: number;
  /** What the hub or the system said of it; may be empty. */
  readonly reason: string;
  readonly willReconnect: boolean;
  /** Milliseconds until the next attempt; `undefined` where there will be none. */
  readonly delayMs: number | undefined;
}
