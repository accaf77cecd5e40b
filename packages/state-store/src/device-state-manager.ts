import {
  type DeviceAvailability,
  type DeviceDiscovered,
  type DeviceUpdated,
  type DriverIdentity,
  isSameDriver,
  type StateUpdate,
} from "@hos/protocol";
import {
  type Availability,
  AVAILABILITY_REASONS,
  type CommandCatalogue,
  type DeviceRecord,
} from "@hos/protocol/device-model";
import type { Cursor, DeviceChange, Snapshot } from "@hos/protocol/live";
import type { DeviceSettings } from "@hos/protocol/rest";
import { createId, type Logger, silentLogger, systemClock, toInstant, type Unsubscribe } from "@hos/runtime";
import { ChangeFeed } from "./changes/change-feed.ts";
import type { DeviceStateManagerOptions } from "./device-state-manager-options.ts";
import { DeviceBook } from "./devices/device-book.ts";
import { createDescription, updateDescription } from "./devices/device-description.ts";
import { copyRecord, type DeviceEntry } from "./devices/device-entry.ts";
import { DeviceTable } from "./devices/device-table.ts";
import { DriverGrace } from "./devices/driver-grace.ts";
import { InstantReader } from "./devices/instant-reader.ts";
import { changeSettings, isSameSettings, NO_SETTINGS } from "./devices/personal-settings.ts";
import { fromStoredDevice, toSettingsChange, toStoredDevice } from "./persistence/convert-stored-device.ts";
import type { DevicePersistence, StoredHome } from "./persistence/device-persistence.ts";
import type { StoredDevice } from "./persistence/stored-device.ts";
import { type WriteBacklog, WriteBehind } from "./persistence/write-behind.ts";
import { StoreError } from "./store-error.ts";

const GRACE_MS = 5_000;
const HISTORY_SIZE = 10_000;
const WRITE_DELAY_MS = 1000;
const NO_BACKLOG: WriteBacklog = { waiting: 0, failing: false };
const { HUB_RESTARTED } = AVAILABILITY_REASONS;

/**
 * The devices of a home: who owns them, what their drivers and the people say of them, their state, whether they can be
 * reached, and every change of it, numbered.
 *
 * Changes are told synchronously, before the method that made them returns. A method may make two: a device that comes
 * back is told with DEVICE_AVAILABILITY first; the method then returns the last one. It keeps no reference to what it
 * is given. What it hands out in changes, stored devices and snapshots never changes later.
 *
 * Every method that changes a device throws {@link StoreError} STORE_CLOSED after `close()`, and all but `announce` and
 * `remove` throw DEVICE_NOT_FOUND for an id that nobody announced.
 */
export class DeviceStateManager {
  readonly #table = new DeviceTable();
  readonly #feed: ChangeFeed;
  readonly #book: DeviceBook;
  readonly #grace: DriverGrace;
  readonly #instants: InstantReader;
  readonly #logger: Logger;
  readonly #persistence: DevicePersistence | undefined;
  readonly #writer: WriteBehind | undefined;
  #starting: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  /** @throws {RangeError} when `graceMs` or `historySize` is not a sensible number. */
  constructor(options: DeviceStateManagerOptions = {}) {
    const { clock = systemClock, graceMs = GRACE_MS, logger = silentLogger, persistence } = options;
    const { epoch = createId(), historySize = HISTORY_SIZE } = options;
    this.#logger = logger;
    this.#instants = new InstantReader(clock);
    this.#feed = new ChangeFeed({ epoch, historySize, logger });
    this.#book = new DeviceBook({
      table: this.#table,
      feed: this.#feed,
      instants: this.#instants,
      onStale: (deviceId) => this.#writer?.mark(deviceId),
    });
    this.#grace = new DriverGrace({
      clock,
      graceMs,
      hasSpoken: (owner) => this.#book.hasSpokenOfAll(owner),
      onGone: (owner, lostAtMs) => {
        this.#book.markDisconnected(owner, toInstant(lostAtMs));
        this.#feed.tell();
      },
      onSettled: (owner) => {
        this.#book.markNotAnnounced(owner);
        this.#feed.tell();
      },
    });
    this.#persistence = persistence;
    if (persistence === undefined) return;
    this.#writer = new WriteBehind({
      persistence,
      read: (deviceId) => this.#readStored(deviceId),
      readSettings: (deviceId) => toSettingsChange(deviceId, this.#table.settingsOf(deviceId)).settings,
      clock,
      logger,
      delayMs: WRITE_DELAY_MS,
    });
  }

  /** Names the numbering of the revisions; a restart begins another. */
  get epoch(): string {
    return this.#feed.epoch;
  }

  /** The revision of the newest change; 0 before the first. */
  get revision(): number {
    return this.#feed.revision;
  }

  /** How many devices there are. */
  get size(): number {
    return this.#table.size;
  }

  /** What waits to be stored; nothing where there is no persistence. */
  get backlog(): WriteBacklog {
    return this.#writer?.backlog ?? NO_BACKLOG;
  }

  /**
   * Loads what persistence holds, before any change and once; later calls settle with the first. Loaded devices are
   * `unknown` / `hub_restarted`, have revision 0 and are not told as changes: everybody starts from a snapshot.
   *
   * @throws {StoreError} LOAD_FAILED; STARTED_LATE when there were changes before; STORE_CLOSED
   */
  start(): Promise<void> {
    this.#starting ??= this.#load();
    return this.#starting;
  }

  /** Stops the timers, writes what is left and closes persistence. What could not be written is logged. */
  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Settles when persistence holds every change made so far, for a caller whose answer promises that.
   *
   * @throws {StoreError} SAVE_FAILED when persistence did not take it; it stays waiting and is tried again.
   */
  async flush(): Promise<void> {
    await this.#writer?.flush();
  }

  /**
   * Adds a device, or replaces all that its driver said of it before; state and a person's settings stay. It brings a
   * device online that is not so for a reason of the hub.
   *
   * @throws {ProtocolError} VALIDATION_ERROR naming the catalogue row that does not compile; nothing changed then.
   * @throws {StoreError} DEVICE_CONFLICT when another instance owns the id.
   */
  announce(owner: DriverIdentity, deviceId: string, description: DeviceDiscovered): DeviceChange | undefined {
    this.#ensureOpen();
    const entry = this.#table.get(deviceId);
    const own = createDescription(description);
    if (entry === undefined) return this.#tell(this.#book.discover(owner, deviceId, own));
    if (!isSameDriver(entry.owner, owner)) throw StoreError.conflict(deviceId, entry.owner);
    return this.#tell(this.#book.describe(entry, own));
  }

  /**
   * Changes what the driver says of a device: named members replace, `target` and `properties` are merged by member.
   *
   * @throws {ProtocolError} VALIDATION_ERROR, as with {@link announce}.
   */
  update(deviceId: string, description: DeviceUpdated): DeviceChange | undefined {
    const entry = this.#expect(deviceId);
    return this.#tell(this.#book.describe(entry, updateDescription(entry.description, description)));
  }

  /**
   * Takes a device and its state away and frees its id; `undefined` where there is none. What a person set for the id is
   * kept and serves whoever announces it again.
   */
  remove(deviceId: string): DeviceChange | undefined {
    this.#ensureOpen();
    const entry = this.#table.get(deviceId);
    return entry === undefined ? undefined : this.#tell(this.#book.remove(entry));
  }

  /**
   * Merges a report of the driver. `reportedAt` is set always; a STATE_UPDATE is made, and the device written behind,
   * only where a value changed.
   */
  applyState(deviceId: string, update: StateUpdate): DeviceChange | undefined {
    return this.#tell(this.#book.applyState(this.#expect(deviceId), update));
  }

  /** Takes the driver's word on whether a device answers. Offline by its word stays so until its word is online. */
  reportAvailability(deviceId: string, report: DeviceAvailability): DeviceChange | undefined {
    return this.#tell(this.#book.reportAvailability(this.#expect(deviceId), report));
  }

  /**
   * A driver's session ended. If it does not return within the grace time, its devices become `offline` /
   * `driver_disconnected` with the time of the loss as `since`; those that it reported offline itself stay as they are.
   */
  driverLost(owner: DriverIdentity): void {
    if (this.#closing === undefined) this.#grace.lost(owner);
  }

  /**
   * A driver has a new session. Devices that it does not speak of within the grace time become `unknown` /
   * `not_announced`; those that it reported offline itself stay as they are.
   */
  driverReturned(owner: DriverIdentity): void {
    if (this.#closing !== undefined) return;
    this.#book.awaitAnnouncement(owner);
    this.#grace.returned(owner);
  }

  /** Sets what a person says of a device; members not named stay. It is written at once; `flush()` waits for that. */
  setSettings(deviceId: string, settings: DeviceSettings): DeviceChange | undefined {
    this.#expect(deviceId);
    return this.#changeSettings(deviceId, settings);
  }

  /**
   * Sets what a person says of a device once persistence has it; members not named stay. Durable when it settles.
   *
   * @throws {StoreError} SAVE_FAILED when persistence did not take it; nothing changed then.
   */
  async saveSettings(deviceId: string, settings: DeviceSettings): Promise<DeviceChange | undefined> {
    this.#expect(deviceId);
    if (this.#writer === undefined) return this.#tell(this.#applySettings(deviceId, settings));
    let change: DeviceChange | undefined;
    await this.#writer.saveSettings({
      make: () => toSettingsChange(deviceId, changeSettings(this.#table.settingsOf(deviceId), settings)),
      took: ({ settings: stored }) => {
        change = this.#tell(this.#applySettings(deviceId, settings));
        // Something else was set meanwhile: what is stored now is older.
        if (!isSameSettings(stored ?? NO_SETTINGS, this.#table.settingsOf(deviceId)))
          this.#writer?.markSettings(deviceId);
      },
    });
    return change;
  }

  /**
   * Takes the devices out of every space that is gone, also those whose driver may announce them again one day. To be
   * called when a space was removed, and at the start: a hub may have been killed in between.
   */
  leaveLostSpaces(exists: (spaceId: string) => boolean): void {
    this.#ensureOpen();
    for (const id of this.#table.idsInLostSpaces(exists)) this.#changeSettings(id, { spaceId: null });
  }

  /** The device as it is: a live view that goes on changing. Copy what you keep; never change it. */
  get(deviceId: string): Readonly<DeviceRecord> | undefined {
    return this.#table.get(deviceId)?.record;
  }

  /** Whose the device is. */
  ownerOf(deviceId: string): DriverIdentity | undefined {
    return this.#table.get(deviceId)?.owner;
  }

  /** The commands that the device takes. */
  catalogueOf(deviceId: string): CommandCatalogue | undefined {
    return this.#table.get(deviceId)?.catalogue;
  }

  /** The ids that a driver instance owns, in the order of announcement. */
  devicesOf(owner: DriverIdentity): readonly string[] {
    return this.#table.idsOf(owner);
  }

  /** How many devices a driver instance owns. */
  deviceCountOf(owner: DriverIdentity): number {
    return this.#table.countOf(owner);
  }

  /** Live views of all devices, in the order of announcement. */
  list(): Iterable<Readonly<DeviceRecord>> {
    return this.#table.records();
  }

  /** A copy of everything at the present revision. */
  snapshot(): Snapshot {
    return { epoch: this.epoch, revision: this.revision, devices: Array.from(this.#table.records(), copyRecord) };
  }

  /** The changes after a cursor, oldest first; `undefined`: too old, from another epoch or the future, send a snapshot. */
  since(cursor: Cursor): readonly DeviceChange[] | undefined {
    return this.#feed.since(cursor);
  }

  /**
   * Calls `listener` with every later change, synchronously and in the order of revisions. What it throws is logged and
   * reaches nobody else. A change that a listener makes is told after everybody heard of the one before.
   */
  onChange(listener: (change: DeviceChange) => void): Unsubscribe {
    return this.#feed.onChange(listener);
  }

  #changeSettings(deviceId: string, settings: DeviceSettings): DeviceChange | undefined {
    const before = this.#table.settingsOf(deviceId);
    if (isSameSettings(before, changeSettings(before, settings))) return undefined;
    const change = this.#applySettings(deviceId, settings);
    this.#writer?.markSettings(deviceId);
    return this.#tell(change);
  }

  #applySettings(deviceId: string, settings: DeviceSettings): DeviceChange | undefined {
    this.#table.keepSettings(deviceId, changeSettings(this.#table.settingsOf(deviceId), settings));
    const entry = this.#table.get(deviceId);
    return entry && this.#book.refresh(entry);
  }

  async #load(): Promise<void> {
    if (this.#persistence === undefined) return;
    this.#ensureUnused();
    const { devices, settings } = await loadFrom(this.#persistence);
    // Closed meanwhile: there is nobody left to serve them to.
    if (this.#closing !== undefined) return;
    this.#ensureUnused();
    const since = this.#instants.read();
    for (const { id, settings: kept } of settings) this.#table.keepSettings(id, kept);
    for (const device of devices) this.#restore(device, since);
  }

  #restore(stored: StoredDevice, since: string): void {
    const availability: Availability = { status: "unknown", reason: HUB_RESTARTED, since };
    try {
      this.#table.add(fromStoredDevice(stored, { settings: this.#table.settingsOf(stored.id), availability }));
    } catch (fault) {
      this.#logger.warn("A stored device no longer fits; it returns when its driver announces it.", {
        deviceId: stored.id,
        fault,
      });
    }
  }

  async #shutDown(): Promise<void> {
    this.#grace.close();
    this.#feed.close();
    // start() tells its own caller.
    await this.#starting?.catch(() => {});
    await this.#writer?.close();
  }

  #readStored(deviceId: string): StoredDevice | undefined {
    const entry = this.#table.get(deviceId);
    if (entry === undefined) return undefined;
    entry.stale = false;
    return toStoredDevice(entry);
  }

  #tell(change: DeviceChange | undefined): DeviceChange | undefined {
    this.#feed.tell();
    return change;
  }

  #expect(deviceId: string): DeviceEntry {
    this.#ensureOpen();
    const entry = this.#table.get(deviceId);
    if (entry === undefined) throw StoreError.notFound(deviceId);
    return entry;
  }

  #ensureOpen(): void {
    if (this.#closing !== undefined) throw StoreError.closed();
  }

  #ensureUnused(): void {
    this.#ensureOpen();
    if (this.revision === 0) return;
    throw new StoreError(
      "STARTED_LATE",
      "start() comes after the first change; await it before devices are announced.",
    );
  }
}

async function loadFrom(persistence: DevicePersistence): Promise<StoredHome> {
  try {
    return await persistence.load();
  } catch (cause) {
    throw new StoreError("LOAD_FAILED", "The stored devices could not be read.", { cause });
  }
}
