import type { DeviceAvailability, DriverIdentity, JsonValue, StateUpdate } from "@hos/protocol";
import {
  type Availability,
  AVAILABILITY_REASONS,
  createCommandCatalogue,
  isJsonEqual,
  mergeExtras,
  mergeState,
} from "@hos/protocol/device-model";
import type { DeviceChange, LiveDeviceAvailability, LiveDeviceUpdated } from "@hos/protocol/live";
import type { ChangeFeed } from "../changes/change-feed.ts";
import { StateChange } from "../changes/state-change.ts";
import { detachJson } from "./copy-json.ts";
import type { DeviceDescription } from "./device-description.ts";
import { copyRecord, createEntry, type DeviceEntry, refreshRecord } from "./device-entry.ts";
import type { DeviceTable } from "./device-table.ts";
import type { InstantReader } from "./instant-reader.ts";

/** What a {@link DeviceBook} writes into. */
export interface DeviceBookOptions {
  readonly table: DeviceTable;
  readonly feed: ChangeFeed;
  readonly instants: InstantReader;
  /** What is stored of the device has to be written. */
  readonly onStale: (deviceId: string) => void;
}

type NextAvailability = Omit<Availability, "since"> & { readonly since?: string };

const ONLINE: NextAvailability = { status: "online", reason: null };

/**
 * Every way in which a device changes. Each method changes the table, adds what clients have to know to the feed and
 * returns the last of it; telling it is left to the caller.
 */
export class DeviceBook {
  readonly #table: DeviceTable;
  readonly #feed: ChangeFeed;
  readonly #instants: InstantReader;
  readonly #onStale: (deviceId: string) => void;

  constructor({ table, feed, instants, onStale }: DeviceBookOptions) {
    this.#table = table;
    this.#feed = feed;
    this.#instants = instants;
    this.#onStale = onStale;
  }

  /** A device is new and online. @throws {ProtocolError} VALIDATION_ERROR */
  discover(owner: DriverIdentity, id: string, description: DeviceDescription): DeviceChange {
    const catalogue = createCommandCatalogue(description.deviceType, description.properties.commandCatalog);
    const at = this.#instants.read();
    const settings = this.#table.settingsOf(id);
    const availability: Availability = { status: "online", reason: null, since: at };
    const entry = createEntry({ id, owner, description, catalogue, settings, availability });
    const revision = this.#nextRevision();
    entry.record.revision = revision;
    this.#table.add(entry);
    this.#markStale(entry);
    const device = copyRecord(entry.record);
    return this.#feed.add({ event: "DEVICE_DISCOVERED", device_id: id, device, revision, at });
  }

  /** The driver says this of the device from now on. @throws {ProtocolError} VALIDATION_ERROR */
  describe(entry: DeviceEntry, description: DeviceDescription): DeviceChange | undefined {
    if (isSame(entry.description, description)) return this.#hear(entry);
    if (!takesSameCommands(entry.description, description)) {
      entry.catalogue = createCommandCatalogue(description.deviceType, description.properties.commandCatalog);
    }
    entry.description = description;
    this.#markStale(entry);
    const cameBack = this.#hear(entry);
    return this.refresh(entry) ?? cameBack;
  }

  /** The description or a person's settings may have changed. */
  refresh(entry: DeviceEntry): LiveDeviceUpdated | undefined {
    const { record } = entry;
    if (!refreshRecord(entry, this.#table.settingsOf(record.id))) return undefined;
    const at = this.#instants.read();
    const revision = this.#nextRevision();
    record.revision = revision;
    const device = copyRecord(record);
    return this.#feed.add({ event: "DEVICE_UPDATED", device_id: record.id, device, revision, at });
  }

  /** The device and its state are gone. */
  remove(entry: DeviceEntry): DeviceChange {
    const { id } = entry.record;
    this.#table.remove(entry);
    this.#onStale(id);
    const revision = this.#nextRevision();
    return this.#feed.add({ event: "DEVICE_REMOVED", device_id: id, revision, at: this.#instants.read() });
  }

  /** The driver reported values. */
  applyState(entry: DeviceEntry, update: StateUpdate): DeviceChange | undefined {
    const { record } = entry;
    const at = this.#instants.read();
    record.reportedAt = at;
    const cameBack = this.#hear(entry);
    const own = detachJson(update);
    const data = mergeState(entry.state, own);
    const extras = own.extras === undefined ? undefined : mergeExtras(entry.extras, own.extras);
    if (data === undefined && extras === undefined) return cameBack;
    record.changedAt = at;
    record.revision = this.#nextRevision();
    this.#markStale(entry);
    const change = new StateChange(record, data ?? {}, at);
    if (extras !== undefined) change.extras = extras;
    return this.#feed.add(change);
  }

  /** The driver said whether the device answers. */
  reportAvailability(entry: DeviceEntry, report: DeviceAvailability): DeviceChange | undefined {
    entry.heard = true;
    if (report.status === "online") {
      entry.heldOffline = undefined;
      return this.#setAvailability(entry, ONLINE);
    }
    const reason = report.reason ?? AVAILABILITY_REASONS.REPORTED_BY_DRIVER;
    const change = this.#setAvailability(entry, { status: "offline", reason });
    entry.heldOffline = entry.record.availability;
    return change;
  }

  /** The driver is gone since `lostAt`: what was not offline before is so now. */
  markDisconnected(owner: DriverIdentity, lostAt: string): void {
    const reason = AVAILABILITY_REASONS.DRIVER_DISCONNECTED;
    for (const entry of this.#table.ofOwner(owner)) {
      if (entry.record.availability.status === "offline") continue;
      this.#setAvailability(entry, { status: "offline", reason, since: lostAt });
    }
  }

  /** The driver has a new session and has spoken of nothing yet. */
  awaitAnnouncement(owner: DriverIdentity): void {
    for (const entry of this.#table.ofOwner(owner)) entry.heard = false;
  }

  /** Whether the driver spoke of every device since its session began. */
  hasSpokenOfAll(owner: DriverIdentity): boolean {
    for (const entry of this.#table.ofOwner(owner)) if (!entry.heard && !isHeldOffline(entry)) return false;
    return true;
  }

  /** The driver had time to speak of all that it has. */
  markNotAnnounced(owner: DriverIdentity): void {
    const reason = AVAILABILITY_REASONS.NOT_ANNOUNCED;
    for (const entry of this.#table.ofOwner(owner)) {
      if (entry.heard || isHeldOffline(entry)) continue;
      this.#setAvailability(entry, { status: "unknown", reason });
    }
  }

  /** The driver spoke of the device: what the hub itself held against it is over. */
  #hear(entry: DeviceEntry): LiveDeviceAvailability | undefined {
    entry.heard = true;
    return this.#setAvailability(entry, entry.heldOffline ?? ONLINE);
  }

  #setAvailability(entry: DeviceEntry, next: NextAvailability): LiveDeviceAvailability | undefined {
    const { record } = entry;
    const before = record.availability;
    if (before.status === next.status && before.reason === next.reason) return undefined;
    const at = this.#instants.read();
    // `since` tells how long the status holds; another reason for the same status does not restart it.
    const since = before.status === next.status ? before.since : (next.since ?? at);
    const availability: Availability = { status: next.status, reason: next.reason, since };
    const revision = this.#nextRevision();
    record.availability = availability;
    record.revision = revision;
    this.#markStale(entry);
    return this.#feed.add({ event: "DEVICE_AVAILABILITY", device_id: record.id, availability, revision, at });
  }

  /** Said once until the device was read to be stored. */
  #markStale(entry: DeviceEntry): void {
    if (entry.stale) return;
    entry.stale = true;
    this.#onStale(entry.record.id);
  }

  #nextRevision(): number {
    return this.#feed.revision + 1;
  }
}

// After a restart the driver's word of before still holds, but nobody was told of it yet.
function isHeldOffline({ heldOffline, record }: DeviceEntry): boolean {
  return heldOffline !== undefined && record.availability.status === "offline";
}

function takesSameCommands(a: DeviceDescription, b: DeviceDescription): boolean {
  return a.deviceType === b.deviceType && isSame(a.properties.commandCatalog, b.properties.commandCatalog);
}

// Descriptions came through a parser or a copy of JSON; their open members are JSON although their types say unknown.
function isSame(a: unknown, b: unknown): boolean {
  return isJsonEqual(a as JsonValue | undefined, b as JsonValue | undefined);
}
