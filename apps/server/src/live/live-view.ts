import type { DeviceRecord } from "@hos/protocol/device-model";
import type {
  ConfigPart,
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

/** What REST does not show to those who are confined. */
const OF_THE_WHOLE_HOME: ReadonlySet<ConfigPart> = new Set(["preferences"]);

interface Membership {
  has(deviceId: string): Seen;
  set(deviceId: string, inside: boolean): void;
  /** Whether a device was told as removed of which it is not known that it was inside. */
  guessed: boolean;
}

/** What narrows a {@link LiveView}. */
export interface LiveViewOptions {
  /** What the client asked for. @default everything */
  readonly filter?: LiveFilter | undefined;
  /** Which devices the client may see. @default every one */
  readonly sees?: DeviceMatcher | undefined;
}

/**
 * The home as a filter and the reach of a client show it, moving with the events that it is given.
 *
 * A device that comes into the view by a change of its record is told as DEVICE_DISCOVERED, one that leaves it as
 * DEVICE_REMOVED, so that a client's store is always what REST would list. Events of a driver pass only where nothing
 * but `drivers` narrows, since they are about no device; whether the client may see drivers is not decided here. What
 * people configured is told whatever the filter says of devices.
 */
export class LiveView {
  readonly #matches: DeviceMatcher;
  readonly #filter: LiveFilter;
  readonly #confined: boolean;
  readonly #names: ReadonlySet<LiveEventName> | undefined;
  readonly #inside: Set<string>;
  readonly #live: Membership;
  /** Those inside that were removed in this turn: how their commands end is told after that. */
  readonly #removed = new Set<string>();

  /** The view of somebody; `undefined` where nothing narrows it. @param devices as for the constructor. */
  static of(options: LiveViewOptions, devices: Iterable<Readonly<DeviceRecord>>): LiveView | undefined {
    const isNarrow =
      options.sees !== undefined || Object.values(options.filter ?? {}).some((terms) => terms !== undefined);
    return isNarrow ? new LiveView(options, devices) : undefined;
  }

  /** @param devices the home as it stands; later events are told to {@link LiveView.select}. */
  constructor({ filter = {}, sees }: LiveViewOptions, devices: Iterable<Readonly<DeviceRecord>>) {
    this.#filter = filter;
    this.#confined = sees !== undefined;
    this.#matches = combineMatchers(createDeviceMatcher(filter), sees);
    this.#names = filter.events && new Set(filter.events);
    this.#inside = new Set(this.list(devices).map((device) => device.id));
    this.#live = {
      has: (deviceId) => this.#inside.has(deviceId),
      set: (deviceId, inside) => (inside ? this.#inside.add(deviceId) : this.#inside.delete(deviceId)),
      guessed: false,
    };
  }

  /** Whether it is the view of a client that may not see every device. */
  get isConfined(): boolean {
    return this.#confined;
  }

  /** Whether a device is inside, after the last events that were given to {@link LiveView.select}. */
  has(deviceId: string): boolean {
    return this.#inside.has(deviceId);
  }

  /** Whether events of that name are shown. */
  wants(event: LiveEventName): boolean {
    return this.#names?.has(event) ?? true;
  }

  /** The devices that are inside. */
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
   *
   * @returns `undefined` where that would name a device to a client that may never have been allowed to see it. Send a
   * snapshot then.
   */
  replay(changes: readonly DeviceChange[]): readonly LiveEvent[] | undefined {
    const known = new Map<string, Seen>();
    for (const { event, device_id: deviceId } of changes) {
      if (event === "DEVICE_UPDATED" || event === "DEVICE_DISCOVERED" || event === "DEVICE_REMOVED") {
        known.set(deviceId, undefined);
      }
    }
    const membership: Membership = {
      has: (deviceId) => (known.has(deviceId) ? known.get(deviceId) : this.#inside.has(deviceId)),
      set: (deviceId, inside) => known.set(deviceId, inside),
      guessed: false,
    };
    const replayed = this.#project(changes, membership);
    return this.#confined && membership.guessed ? undefined : replayed;
  }

  #project(events: readonly LiveEvent[], membership: Membership): readonly LiveEvent[] {
    const shown: LiveEvent[] = [];
    for (const event of events) {
      const told = this.#tell(event, membership);
      if (told !== undefined && this.wants(told.event)) shown.push(told);
    }
    return shown;
  }

  #tell(event: LiveEvent, membership: Membership): LiveEvent | undefined {
    switch (event.event) {
      case "DRIVER_CONNECTED":
      case "DRIVER_DISCONNECTED":
        return this.#showsDriver(event.driverKey) ? event : undefined;
      case "CONFIG_CHANGED":
        // It is about no device, and a client that shows a part of the home shows its rooms too.
        return this.#confined && OF_THE_WHOLE_HOME.has(event.what) ? undefined : event;
      case "DEVICE_DISCOVERED":
      case "DEVICE_UPDATED":
        return this.#tellRecord(event, membership);
      case "DEVICE_REMOVED": {
        const seen = membership.has(event.device_id);
        membership.set(event.device_id, false);
        if (seen === true) this.#removed.add(event.device_id);
        if (seen === undefined) membership.guessed = true;
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
    const guess = seen === undefined && event.event === "DEVICE_UPDATED";
    if (guess) membership.guessed = true;
    return guess || seen === true ? { event: "DEVICE_REMOVED", device_id, revision, at } : undefined;
  }

  #showsDriver(driverKey: string): boolean {
    const { devices, types, tags, spaces, drivers } = this.#filter;
    if (devices !== undefined || types !== undefined || tags !== undefined || spaces !== undefined) return false;
    return drivers === undefined || drivers.includes(driverKey);
  }
}

function combineMatchers(first: DeviceMatcher | undefined, second: DeviceMatcher | undefined): DeviceMatcher {
  if (first === undefined) return second ?? (() => true);
  if (second === undefined) return first;
  return (device) => first(device) && second(device);
}
