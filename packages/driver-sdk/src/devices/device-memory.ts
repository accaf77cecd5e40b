import type {
  DeviceAvailability,
  DeviceDiscovered,
  DeviceEvent,
  DeviceUpdated,
  Metric,
  StateUpdate,
} from "@hos/protocol";
import { DeviceEntry } from "./device-entry.ts";

/** So many devices that were never announced are remembered, and so many removals; the oldest make room. */
const MAX_STRAYS = 10_000;

/**
 * What a driver last said of each of its devices, and what of that the hub has still to be told.
 *
 * Everything said is folded into one entry a device, so that a hub that is away or slow costs memory by the number of
 * devices only. {@link take} hands out what is due, in the order in which devices came to have something due.
 */
export class DeviceMemory {
  readonly #entries = new Map<string, DeviceEntry>();
  /** Devices that have something due, or had. */
  readonly #due = new Set<string>();
  /** Devices that the hub has to be told are gone. */
  readonly #removals = new Set<string>();
  /** Devices removed in this run and not announced since: a hub that still lists one missed the removal. */
  readonly #removed = new Set<string>();
  /** Devices with an entry but no description. */
  readonly #strays = new Set<string>();
  /** What the hub held at the last registration and nobody spoke of in this run; `undefined` before the first. */
  #unknown: Set<string> | undefined;
  #removesUnknown = false;

  /** Whether the device was announced in this run and not removed since. */
  isAnnounced(deviceId: string): boolean {
    return this.descriptionOf(deviceId) !== undefined;
  }

  descriptionOf(deviceId: string): DeviceDiscovered | undefined {
    return this.#entries.get(deviceId)?.description;
  }

  describe(deviceId: string, description: DeviceDiscovered): void {
    this.#removed.delete(deviceId);
    this.#open(deviceId).describe(description);
    this.#strays.delete(deviceId);
  }

  amend(deviceId: string, update: DeviceUpdated): void {
    this.#open(deviceId).amend(update);
  }

  remove(deviceId: string): void {
    this.#forget(deviceId);
    this.#unknown?.delete(deviceId);
    this.#removals.add(deviceId);
    this.#removed.add(deviceId);
    dropOldest(this.#removed);
  }

  /** @param always: every member named goes out, also one whose value the hub knows. */
  report(deviceId: string, update: StateUpdate, always: boolean): void {
    this.#open(deviceId).report(update, always);
  }

  reportAvailability(deviceId: string, availability: DeviceAvailability): void {
    this.#open(deviceId).reportAvailability(availability);
  }

  measure(deviceId: string, metrics: readonly Metric[]): void {
    this.#open(deviceId).measure(metrics);
  }

  /**
   * A new session: everything is due again, and the removals that the hub missed.
   *
   * @param held the ids that the hub holds.
   */
  resync(held: readonly string[]): void {
    const missed = held.filter((deviceId) => this.#removed.has(deviceId) || this.#removals.has(deviceId));
    this.#removals.clear();
    for (const deviceId of missed) this.#removals.add(deviceId);
    for (const deviceId of this.#removed) if (!this.#removals.has(deviceId)) this.#removed.delete(deviceId);
    this.#unknown = new Set(held.filter((deviceId) => !this.#entries.has(deviceId) && !this.#removals.has(deviceId)));
    if (this.#removesUnknown) this.removeUnknown();
    for (const [deviceId, entry] of this.#entries) {
      entry.resync();
      this.#due.add(deviceId);
    }
  }

  /**
   * Removes what the hub held at the last registration and this process has not spoken of in its run. Before the first
   * registration it is put off until then.
   */
  removeUnknown(): void {
    this.#removesUnknown = this.#unknown === undefined;
    for (const deviceId of this.#unknown ?? []) this.remove(deviceId);
  }

  /** The hub does not hold the device, or refused a description of it. */
  doubt(deviceId: string): void {
    this.#entries.get(deviceId)?.doubt();
  }

  /** The hub refused a state of the device. */
  forgetState(deviceId: string): void {
    this.#entries.get(deviceId)?.forgetState();
  }

  /** The next event that the hub has to be told, or `undefined` when it knows all. The event counts as told. */
  take(): DeviceEvent | undefined {
    for (const deviceId of this.#removals) {
      this.#removals.delete(deviceId);
      return { event: "DEVICE_REMOVED", deviceId, data: {} };
    }
    for (const deviceId of this.#due) {
      const event = this.#entries.get(deviceId)?.take();
      if (event !== undefined) return event;
      this.#due.delete(deviceId);
    }
    return undefined;
  }

  #open(deviceId: string): DeviceEntry {
    this.#due.add(deviceId);
    const known = this.#entries.get(deviceId);
    if (known !== undefined) return known;
    const entry = new DeviceEntry(deviceId);
    this.#entries.set(deviceId, entry);
    this.#unknown?.delete(deviceId);
    this.#strays.add(deviceId);
    for (const stray of dropOldest(this.#strays)) this.#forget(stray);
    return entry;
  }

  #forget(deviceId: string): void {
    this.#entries.delete(deviceId);
    this.#due.delete(deviceId);
    this.#strays.delete(deviceId);
  }
}

function dropOldest(ids: Set<string>): readonly string[] {
  const dropped: string[] = [];
  for (const id of ids) {
    if (ids.size <= MAX_STRAYS) break;
    ids.delete(id);
    dropped.push(id);
  }
  return dropped;
}
