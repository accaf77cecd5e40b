import type { DeviceRecord } from "@hos/protocol/device-model";
import type {
  DeviceChange,
  LiveDeviceDiscovered,
  LiveDeviceUpdated,
  LiveEvent,
  LiveEventName,
  LiveFilter,
} from "@hos/protocol/live";
import { createDeviceMatcher, type DeviceMatcher } from "./create-device-matcher.ts";

/** Whether a device is inside a view; `undefined` where that is not known. */
type Seen = boolean | undefined;

interface Membership {
  has(deviceId: string): Seen;
  set(deviceId: string, inside: boolean): void;
}

/**
 * The home as a filter shows it, moving with the events that it is given.
 *
 * A device that comes into the filter by a change of its record is told as DEVICE_DISCOVERED, one that leaves it as
 * DEVICE_REMOVED, so that a client's store is always what REST would list. Events of a driver pass only where nothing
 * but `drivers` narrows, since they are about no device.
 */
export class LiveView {
  readonly #matches: DeviceMatcher;
  readonly #filter: LiveFilter;
  readonly #names: ReadonlySet<LiveEventName> | undefined;
  readonly #inside: Set<string>;
  readonly #live: Membership;
  /** Those inside that were removed in this turn: how their commands end is told after that. */
  readonly #removed = new Set<string>();

  /** @param devices the home as it stands; later events are told to {@link LiveView.select}. */
  constructor(filter: LiveFilter, devices: Iterable<Readonly<DeviceRecord>>) {
    this.#filter = filter;
    this.#matches = createDeviceMatcher(filter) ?? (() => true);
    this.#names = filter.events && new Set(filter.events);
    this.#inside = new Set(this.list(devices).map((device) => device.id));
    this.#live = {
      has: (deviceId) => this.#inside.has(deviceId),
      set: (deviceId, inside) => (inside ? this.#inside.add(deviceId) : this.#inside.delete(deviceId)),
    };
  }

  /** The devices that the filter shows. */
  list<Device extends Readonly<DeviceRecord>>(devices: Iterable<Device>): Device[] {
    return [...devices].filter(this.#matches);
  }

  /** What the next events become in this view, in order. Every event is to be given once. */
  select(events: readonly LiveEvent[]): readonly LiveEvent[] {
    this.#removed.clear();
    return this.#project(events, this.#live);
  }

  /**
   * What changes of the past become in this view, for a client that missed them.
   *
   * Whether a device was inside before its record changed is not kept. Its changes until then are left out, since the
   * record that follows holds them; where it is outside after, DEVICE_REMOVED is told, which does no harm to a client
   * that never knew it.
   */
  replay(changes: readonly DeviceChange[]): readonly LiveEvent[] {
    const known = new Map<string, Seen>();
    for (const { event, device_id: deviceId } of changes) {
      if (event === "DEVICE_UPDATED" || event === "DEVICE_DISCOVERED" || event === "DEVICE_REMOVED") {
        known.set(deviceId, undefined);
      }
    }
    return this.#project(changes, {
      has: (deviceId) => (known.has(deviceId) ? known.get(deviceId) : this.#inside.has(deviceId)),
      set: (deviceId, inside) => known.set(deviceId, inside),
    });
  }

  #project(events: readonly LiveEvent[], membership: Membership): readonly LiveEvent[] {
    const shown: LiveEvent[] = [];
    for (const event of events) {
      const told = this.#tell(event, membership);
      if (told !== undefined && (this.#names === undefined || this.#names.has(told.event))) shown.push(told);
    }
    return shown;
  }

  #tell(event: LiveEvent, membership: Membership): LiveEvent | undefined {
    switch (event.event) {
      case "DRIVER_CONNECTED":
      case "DRIVER_DISCONNECTED":
        return this.#showsDriver(event.driverKey) ? event : undefined;
      case "DEVICE_DISCOVERED":
      case "DEVICE_UPDATED":
        return this.#tellRecord(event, membership);
      case "DEVICE_REMOVED": {
        const seen = membership.has(event.device_id);
        membership.set(event.device_id, false);
        if (seen === true) this.#removed.add(event.device_id);
        return seen === false ? undefined : event;
      }
      default:
        if (membership.has(event.device_id) === true) return event;
        return "commandId" in event && this.#removed.has(event.device_id) ? event : undefined;
    }
  }

  #tellRecord(event: LiveDeviceDiscovered | LiveDeviceUpdated, membership: Membership): LiveEvent | undefined {
    const { device_id, revision, at, device } = event;
    const seen = membership.has(device_id);
    const inside = this.#matches(device);
    membership.set(device_id, inside);
    if (inside) return seen === true ? event : { event: "DEVICE_DISCOVERED", device_id, revision, at, device };
    const mayBeKnown = seen === true || (seen === undefined && event.event === "DEVICE_UPDATED");
    return mayBeKnown ? { event: "DEVICE_REMOVED", device_id, revision, at } : undefined;
  }

  #showsDriver(driverKey: string): boolean {
    const { devices, types, tags, spaces, drivers } = this.#filter;
    if (devices !== undefined || types !== undefined || tags !== undefined || spaces !== undefined) return false;
    return drivers === undefined || drivers.includes(driverKey);
  }
}
