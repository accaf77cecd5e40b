import type { DriverIdentity, JsonObject } from "@hos/protocol";
import type { DeviceDescription } from "../devices/device-description.ts";
import type { PersonalSettings } from "../devices/personal-settings.ts";

/**
 * What survives a restart of one device: plain JSON. Availability and revision are not among it; they belong to the
 * running hub.
 */
export interface StoredDevice {
  readonly id: string;
  readonly owner: DriverIdentity;
  readonly description: DeviceDescription;
  readonly settings: PersonalSettings;
  readonly state: JsonObject;
  readonly extras: JsonObject;
  /** ISO 8601, UTC. Of the last report that changed something; one that changed nothing is not written. */
  readonly reportedAt: string | null;
  readonly changedAt: string | null;
}
