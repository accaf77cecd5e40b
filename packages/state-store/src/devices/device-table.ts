import { type DriverIdentity, formatDriverIdentity } from "@hos/protocol";
import type { DeviceRecord } from "@hos/protocol/device-model";
import type { DeviceEntry } from "./device-entry.ts";
import { isSameSettings, NO_SETTINGS, type PersonalSettings } from "./personal-settings.ts";

/** The devices by id and by owner, and what people set for them. Walks in the order of announcement. */
export class DeviceTable {
  readonly #entries = new Map<string, DeviceEntry>();
  readonly #idsByOwner = new Map<string, Set<string>>();
  readonly #settings = new Map<string, PersonalSettings>();
  /** The device that was found last. */
  #last: DeviceEntry | undefined;

  get size(): number {
    return this.#entries.size;
  }

  get(deviceId: string): DeviceEntry | undefined {
    // Whoever handles a report asks for its device several times.
    if (this.#last?.record.id !== deviceId) this.#last = this.#entries.get(deviceId);
    return this.#last;
  }

  /** Adds a device whose id is free. */
  add(entry: DeviceEntry): void {
    this.#entries.set(entry.record.id, entry);
    const key = formatDriverIdentity(entry.owner);
    const ids = this.#idsByOwner.get(key) ?? new Set();
    this.#idsByOwner.set(key, ids.add(entry.record.id));
  }

  /** Takes a device away. What a person set for its id stays. */
  remove(entry: DeviceEntry): void {
    this.#entries.delete(entry.record.id);
    this.#last = undefined;
    const key = formatDriverIdentity(entry.owner);
    const ids = this.#idsByOwner.get(key);
    ids?.delete(entry.record.id);
    if (ids?.size === 0) this.#idsByOwner.delete(key);
  }

  /** The ids of an owner's devices, as they are now. */
  idsOf(owner: DriverIdentity): readonly string[] {
    return [...(this.#idsByOwner.get(formatDriverIdentity(owner)) ?? [])];
  }

  /** How many devices an owner has. */
  countOf(owner: DriverIdentity): number {
    return this.#idsByOwner.get(formatDriverIdentity(owner))?.size ?? 0;
  }

  /** The devices of an owner. */
  *ofOwner(owner: DriverIdentity): IterableIterator<DeviceEntry> {
    for (const id of this.idsOf(owner)) {
      const entry = this.#entries.get(id);
      if (entry !== undefined) yield entry;
    }
  }

  /** The records of all devices. */
  *records(): IterableIterator<DeviceRecord> {
    for (const entry of this.#entries.values()) yield entry.record;
  }

  /** What a person set for an id, also while no device has it. */
  settingsOf(deviceId: string): PersonalSettings {
    return this.#settings.get(deviceId) ?? NO_SETTINGS;
  }

  /** The ids that a person put into a space that `exists` does not know, also while no device has them. */
  idsInLostSpaces(exists: (spaceId: string) => boolean): readonly string[] {
    return [...this.#settings].filter(([, { spaceId }]) => spaceId !== null && !exists(spaceId)).map(([id]) => id);
  }

  keepSettings(deviceId: string, settings: PersonalSettings): void {
    if (isSameSettings(settings, NO_SETTINGS)) this.#settings.delete(deviceId);
    else this.#settings.set(deviceId, settings);
  }
}
