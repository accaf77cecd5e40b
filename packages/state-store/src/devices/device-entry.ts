import type { DriverIdentity } from "@hos/protocol";
import {
  type Availability,
  type CommandCatalogue,
  type DeviceRecord,
  isJsonEqual,
  type MutableJsonObject,
} from "@hos/protocol/device-model";
import type { JsonValue } from "@hos/protocol";
import type { DeviceDescription } from "./device-description.ts";
import type { PersonalSettings } from "./personal-settings.ts";

/**
 * A device as the store holds it. `record`, `state` and `extras` are changed in place; every value inside them is
 * replaced as a whole and never changed, so that events may share it.
 */
export interface DeviceEntry {
  readonly owner: DriverIdentity;
  readonly record: DeviceRecord;
  /** `record.state`, for the one that may change it. */
  readonly state: MutableJsonObject;
  /** `record.extras`, for the one that may change it. */
  readonly extras: MutableJsonObject;
  description: DeviceDescription;
  catalogue: CommandCatalogue;
  /** The driver's own word that the device is offline, which only the driver takes back. */
  heldOffline: Availability | undefined;
  /** It is to be stored, and whoever stores it knows. */
  stale: boolean;
  /** The driver spoke of the device since its last return; not asked before the first. */
  heard: boolean;
}

/** What a {@link DeviceEntry} is made from. */
export interface DeviceEntryParts {
  readonly id: string;
  readonly owner: DriverIdentity;
  readonly description: DeviceDescription;
  readonly catalogue: CommandCatalogue;
  readonly settings: PersonalSettings;
  readonly availability: Availability;
}

/** An entry without state and with revision 0. */
export function createEntry(parts: DeviceEntryParts): DeviceEntry {
  const { id, description, catalogue, settings, availability } = parts;
  const owner: DriverIdentity = { driverKey: parts.owner.driverKey, instanceId: parts.owner.instanceId };
  const state: MutableJsonObject = {};
  const extras: MutableJsonObject = {};
  const record: DeviceRecord = {
    id,
    driverKey: owner.driverKey,
    instanceId: owner.instanceId,
    ...describe(description, catalogue, settings),
    state,
    extras,
    availability,
    reportedAt: null,
    changedAt: null,
    revision: 0,
  };
  return { owner, record, state, extras, description, catalogue, heldOffline: undefined, stale: false, heard: true };
}

/**
 * Brings what the record says of the device in line with its description and a person's settings.
 *
 * @returns whether the record changed.
 */
export function refreshRecord(entry: DeviceEntry, settings: PersonalSettings): boolean {
  const { record } = entry;
  const described = describe(entry.description, entry.catalogue, settings);
  const keys = Object.keys(described) as (keyof typeof described)[];
  if (keys.every((key) => isJsonEqual(record[key] as JsonValue, described[key] as JsonValue))) return false;
  Object.assign(record, described);
  return true;
}

/** A copy of a record that later changes do not reach. */
export function copyRecord(record: DeviceRecord): DeviceRecord {
  return { ...record, state: { ...record.state }, extras: { ...record.extras } };
}

function describe(description: DeviceDescription, catalogue: CommandCatalogue, settings: PersonalSettings) {
  return {
    name: settings.name ?? description.name,
    deviceType: description.deviceType,
    tags: description.tags,
    spaceId: settings.spaceId,
    hidden: settings.hidden,
    target: description.target,
    properties: description.properties,
    commands: [...catalogue.rows],
  };
}
