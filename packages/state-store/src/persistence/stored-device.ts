import type { DriverIdentity, JsonObject } from "@hos/protocol";
import type { Availability } from "@hos/protocol/device-model";
import type { DeviceDescription } from "../devices/device-description.ts";

/**
 * What survives a restart of one device: plain JSON. What a person set is stored apart from it and outlives it; the
 * revision belongs to the running hub.
 */
export interface StoredDevice {
  readonly id: string;
  readonly owner: DriverIdentity;
  readonly description: DeviceDescription;
  readonly state: JsonObject;
  readonly extras: JsonObject;
  /** As it was when this was stored; a hub that starts does not know whether it still is. */
  readonly availability: Availability;
  /** The driver's own word that the device is offline, which holds over a restart; `null` where there is none. */
  readonly heldOffline: Availability | null;
  /** ISO 8601, UTC. Of the last report that changed something; one that changed nothing is not written. */
  readonly reportedAt: string | null;
  readonly changedAt: string | null;
}
