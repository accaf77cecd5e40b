import type { DeviceRecord } from "@hos/protocol/device-model";
import type { DeviceChange } from "@hos/protocol/live";
import type { LiveView } from "../live-view.ts";
import type { ChangeFold, FoldedDevice } from "./change-fold.ts";

/** For whom a fold is read. */
export interface FoldReader {
  /** The client has every change up to this one; not before the start of the fold. */
  readonly since: number;
  /** What the client is shown. `undefined`: everything. */
  readonly view: LiveView | undefined;
  /** A device as it is now. */
  readonly find: (deviceId: string) => Readonly<DeviceRecord> | undefined;
}

/**
 * The changes that bring a client up to date which has everything up to a revision: of each device the newest, in the
 * order of revisions, so that a client that is lost while it reads them can resume at the last that it read.
 *
 * Fields of the state that changed come as one STATE_UPDATE. Patches of `extras` do not fold, so that a device whose
 * extras changed is told as a whole, as one is whose record changed. The records are those of the hub: encode them now.
 *
 * @returns `undefined` where that would name a device to a client that may never have been allowed to see it. Send a
 * snapshot then.
 */
export function collectFold(fold: ChangeFold, reader: FoldReader): readonly DeviceChange[] | undefined {
  const { since, view, find } = reader;
  const changes: DeviceChange[] = [];
  for (const [deviceId, folded] of fold.since(since)) {
    const record = find(deviceId);
    const isShown = record !== undefined && (view?.has(deviceId) ?? true);
    if (isShown) changes.push(...tellChanged(record, folded, reader));
    else if (folded.record > since) {
      // It was removed or left the view. Whether it was ever inside is not known.
      if (view?.isConfined === true) return undefined;
      changes.push({ event: "DEVICE_REMOVED", device_id: deviceId, revision: folded.newest, at: folded.at });
    }
  }
  const told = view === undefined ? changes : changes.filter(({ event }) => view.wants(event));
  return told.toSorted((a, b) => a.revision - b.revision);
}

function tellChanged(record: Readonly<DeviceRecord>, folded: FoldedDevice, reader: FoldReader): DeviceChange[] {
  const { since, view } = reader;
  const isNewRecord = folded.record > since;
  const wantsRecords = view === undefined || view.wants("DEVICE_UPDATED") || view.wants("DEVICE_DISCOVERED");
  if (wantsRecords && (isNewRecord || folded.extras > since)) return [tellRecord(record, folded, reader)];
  const { at } = folded;
  const changes: DeviceChange[] = [];
  if (folded.state > since || isNewRecord) changes.push(tellState(record, folded, since));
  if (folded.availability > since || isNewRecord) {
    const { availability } = record;
    const revision = isNewRecord ? folded.newest : folded.availability;
    changes.push({ event: "DEVICE_AVAILABILITY", device_id: record.id, availability, revision, at });
  }
  return changes;
}

function tellRecord(record: Readonly<DeviceRecord>, folded: FoldedDevice, { since, view }: FoldReader): DeviceChange {
  // With a view the device may have come into it.
  const isNew = folded.discovered > since || (view !== undefined && folded.record > since);
  const wants = (name: DeviceChange["event"]) => view?.wants(name) ?? true;
  const event =
    (isNew && wants("DEVICE_DISCOVERED")) || !wants("DEVICE_UPDATED") ? "DEVICE_DISCOVERED" : "DEVICE_UPDATED";
  return { event, device_id: record.id, device: record, revision: folded.newest, at: folded.at };
}

function tellState(record: Readonly<DeviceRecord>, folded: FoldedDevice, since: number): DeviceChange {
  const isNewRecord = folded.record > since;
  const fields = Object.entries(record.state).filter(
    ([field]) => isNewRecord || (folded.fields.get(field) ?? 0) > since,
  );
  return {
    event: "STATE_UPDATE",
    device_id: record.id,
    data: Object.fromEntries(fields),
    ...(folded.extras > since && { extras: record.extras }),
    revision: isNewRecord ? folded.newest : folded.state,
    at: record.changedAt ?? folded.at,
  };
}
