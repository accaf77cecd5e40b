import type { Parcel } from "./parcel.ts";

/** The way to one client. None of its methods throws, also when the client is gone. */
export interface LiveLink {
  /** Whether the network has taken all that was sent. */
  readonly idle: boolean;
  /** What the network has not taken yet, about; it changes with every byte that the client reads. */
  readonly pendingBytes: number;
  /** Sends at once and in order. What is sent while the link is not idle costs memory until the client reads. */
  send(parcel: Parcel): void;
  /** Calls `listener` once the link is idle; not if the client is gone before. */
  whenIdle(listener: () => void): void;
  /** Ends the connection, whatever is unsent. */
  cut(): void;
}
