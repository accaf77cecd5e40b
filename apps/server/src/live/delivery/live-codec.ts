import type { Conflated, Hello, LiveEvent, Snapshot } from "@hos/protocol/live";
import type { Parcel } from "./parcel.ts";

/** How a stream begins: HELLO, then what brings the client up to date. */
export type Opening =
  | { readonly hello: Hello; readonly snapshot: Snapshot }
  /** `missed` is empty for a client that missed nothing. */
  | { readonly hello: Hello; readonly missed: readonly LiveEvent[] };

/** What a client gets that did not keep up: CONFLATED, a snapshot where the changes are not known, then the rest. */
export interface CatchUp {
  readonly conflated: Conflated;
  readonly snapshot?: Snapshot;
  readonly events: readonly LiveEvent[];
}

/** A form of the live stream. Clients that get the same events in the same form are sent the same bytes. */
export interface LiveCodec {
  /** Names the form. */
  readonly kind: string;
  encodeOpening(opening: Opening): Parcel;
  /** @param events in order and at least one. @param epoch of the cursors that the client is told. */
  encodeEvents(events: readonly LiveEvent[], epoch: string): Parcel;
  encodeCatchUp(catchUp: CatchUp, epoch: string): Parcel;
}
