import { type Availability, createCommandCatalogue } from "@hos/protocol/device-model";
import { copyJson } from "../devices/copy-json.ts";
import { createEntry, type DeviceEntry } from "../devices/device-entry.ts";
import { isSameSettings, NO_SETTINGS, type PersonalSettings } from "../devices/personal-settings.ts";
import type { SettingsChange } from "./device-persistence.ts";
import type { StoredDevice } from "./stored-device.ts";

/** What to store of a device now. Later changes of the entry do not reach it. */
export function toStoredDevice(entry: DeviceEntry): StoredDevice {
  const { owner, description, record } = entry;
  return {
    id: record.id,
    owner,
    description,
    state: { ...entry.state },
    extras: { ...entry.extras },
    availability: record.availability,
    heldOffline: entry.heldOffline ?? null,
    reportedAt: record.reportedAt,
    changedAt: record.changedAt,
  };
}

/** What to store of what a person set: nothing where all of it is left to the driver. */
export function toSettingsChange(id: string, settings: PersonalSettings): SettingsChange {
  return { id, settings: isSameSettings(settings, NO_SETTINGS) ? null : settings };
}

/** What a hub that starts knows of a stored device besides what was stored. */
export interface Restoration {
  readonly settings: PersonalSettings;
  readonly availability: Availability;
}

/**
 * The entry of a stored device that its driver has not spoken of yet.
 *
 * @throws {ProtocolError} VALIDATION_ERROR when its command catalogue no longer compiles.
 */
export function fromStoredDevice(stored: StoredDevice, { settings, availability }: Restoration): DeviceEntry {
  const { id, owner } = stored;
  const description = copyJson(stored.description);
  const catalogue = createCommandCatalogue(description.deviceType, description.properties.commandCatalog);
  const entry = createEntry({ id, owner, description, catalogue, settings, availability });
  Object.assign(entry.state, copyJson(stored.state));
  Object.assign(entry.extras, copyJson(stored.extras));
  if (stored.heldOffline !== null) entry.heldOffline = { ...stored.heldOffline };
  entry.record.reportedAt = stored.reportedAt;
  entry.record.changedAt = stored.changedAt;
  return entry;
}
