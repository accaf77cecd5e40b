import { type DeviceRecord, mergeExtras, mergeState, type MutableJsonObject } from "@hos/protocol/device-model";
import type { LiveDeviceAvailability, LiveStateUpdate } from "@hos/protocol/live";
import type { JsonObject } from "@hos/protocol";

/** The record that `change` makes of `record`: always a new object, whose members are the old ones where they are equal. */
export function applyToRecord(record: DeviceRecord, change: LiveStateUpdate | LiveDeviceAvailability): DeviceRecord {
  // A folded batch may tell two changes of one device out of order.
  const revision = Math.max(record.revision, change.revision);
  if (change.event === "DEVICE_AVAILABILITY") return { ...record, availability: change.availability, revision };
  return {
    ...record,
    state: merged(record.state, change.data, mergeState),
    extras: change.extras === undefined ? record.extras : merged(record.extras, change.extras, mergeExtras),
    reportedAt: change.at,
    changedAt: change.at,
    revision,
  };
}

type Merge = (target: MutableJsonObject, update: JsonObject) => JsonObject | undefined;

function merged(before: JsonObject, update: JsonObject, merge: Merge): JsonObject {
  const after: MutableJsonObject = { ...before };
  return merge(after, update) === undefined ? before : after;
}
