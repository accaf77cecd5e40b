/** What a session needs of a WebSocket. `WebSocket` of the package ws fits as it is. */
export interface DriverSocket {
  /** 1 while the socket is open. */
  readonly readyState: number;
  /** Bytes that were sent but not yet handed to the network. */
  readonly bufferedAmount: number;
  send(text: string, done: (fault?: Error | null) => void): void;
  ping(): void;
  close(code: number, reason: string): void;
  /** Cuts the connection without a closing handshake. */
  terminate(): void;
  /** Stops reading. Frames of what was already read may still come. */
  pause(): void;
  resume(): void;
}
