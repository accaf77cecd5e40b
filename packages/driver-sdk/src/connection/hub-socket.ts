/** A WebSocket as the SDK sees it. */
export interface HubSocket {
  /** Whether a frame that is sent now can still go out. */
  readonly writable: boolean;
  /** Bytes that were handed over and have not left the process. */
  readonly bufferedBytes: number;
  send(text: string): void;
  ping(): void;
  /** Says goodbye; `closed` follows when the other end has answered. */
  close(code: number, reason: string): void;
  /** Drops the connection at once. Its listener hears nothing any more. */
  terminate(): void;
}

/** Hears of one socket only: each has a listener of its own, so that a stale one cannot touch its successor. */
export interface HubSocketListener {
  opened(): void;
  received(text: string): void;
  /** A ping or a pong came. */
  alive(): void;
  /** What was sent has left the process. */
  flushed(): void;
  /** The socket ended, or never opened. The last thing that it tells. */
  closed(code: number, reason: string): void;
}

/** Opens a socket. Never throws, and tells its listener nothing before it has returned. */
export type OpenSocket = (url: string, listener: HubSocketListener) => HubSocket;
