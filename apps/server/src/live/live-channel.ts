import type { Hello, LiveEvent, Snapshot } from "@hos/protocol/live";

/** How a stream begins: HELLO, then what brings the client up to date. */
export type Opening =
  | { readonly hello: Hello; readonly snapshot: Snapshot }
  /** `missed` is empty for a client that missed nothing. */
  | { readonly hello: Hello; readonly missed: readonly LiveEvent[] };

/** Clients that are sent the very same, encoded once. */
export interface LiveGroup {
  readonly name: string;
  /** Of the cursors that its clients are told. */
  readonly epoch: string;
}

/** Sends events to many clients at once, encoded once for all that are in one group. */
export interface LiveChannel {
  /** Names the kind of delivery. Clients of different kinds are never in one group. */
  readonly kind: string;
  /** Sends `events`, in order and at least one, to every client that entered `group`. */
  broadcast(group: LiveGroup, events: readonly LiveEvent[]): void;
}

/** A client whose stream is about to begin. */
export interface LiveClient {
  readonly channel: LiveChannel;
  /** Sends the opening and enters `group` of the channel, before it returns: what comes next goes to the group. */
  open(opening: Opening, group: LiveGroup): void;
}
