import type { DeviceRecord } from "@hos/protocol/device-model";

/**
 * The devices of a home as a client last heard of them.
 *
 * A record is never changed in place: a device that changes gets a new object, one that does not keeps its own, so that
 * two views can be compared by identity.
 */
export interface DeviceView {
  /** How many devices there are. */
  readonly size: number;
  /** The hub's numbering that `revision` belongs to; `undefined` before the first snapshot. */
  readonly epoch: string | undefined;
  /** The hub's revision that the view has reached; 0 before the first snapshot. */
  readonly revision: number;
  get(deviceId: string): Readonly<DeviceRecord> | undefined;
  /** Every device, in the order the hub told of them. The same array until something changes. */
  list(): readonly Readonly<DeviceRecord>[];
}
