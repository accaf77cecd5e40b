import type { LiveEvent } from "@hos/protocol/live";

/** What a frame of the live stream did to a `DeviceStore`. */
export interface StoreUpdate {
  /** The events that were new to the store, in order. */
  readonly accepted: readonly LiveEvent[];
  /** Ids of devices that are new or have a new record. */
  readonly changed: readonly string[];
  /** Ids of devices that are gone. */
  readonly removed: readonly string[];
  /** A sentence, where changes are missing: the store takes nothing more until a new stream begins with a snapshot. */
  readonly fault: string | undefined;
}
