import type {
  DeviceDiscovered,
  DeviceUpdated,
  DriverIdentity,
  JsonObject,
  JsonValue,
  StateUpdate,
} from "@hos/protocol";
import type { Availability } from "@hos/protocol/device-model";
import type { DeviceSettings } from "@hos/protocol/rest";

type Description = Required<DeviceDiscovered>;

interface NaiveDevice {
  readonly owner: DriverIdentity;
  description: Description;
  state: JsonObject;
  extras: JsonObject;
  availability: Availability;
  heldOffline: boolean;
  heard: boolean;
  reportedAt: string | null;
  changedAt: string | null;
}

interface Deadline {
  readonly phase: "lost" | "returned";
  readonly startedAt: number;
  readonly lostAt: number | undefined;
}

/** The rules of the device state manager once more, as plainly as they can be written: everything is made anew. */
export class NaiveHome {
  readonly devices = new Map<string, NaiveDevice>();
  readonly settings = new Map<string, Required<DeviceSettings>>();
  readonly #deadlines = new Map<string, Deadline & { owner: DriverIdentity }>();
  readonly #graceMs: number;
  #now: number;

  constructor(startAt: number, graceMs: number) {
    this.#now = startAt;
    this.#graceMs = graceMs;
  }

  mayAnnounce(owner: DriverIdentity, id: string): boolean {
    const device = this.devices.get(id);
    return device === undefined || device.owner.instanceId === owner.instanceId;
  }

  announce(owner: DriverIdentity, id: string, given: DeviceDiscovered): void {
    const description = { tags: [], target: {}, properties: {}, ...structuredClone(given) };
    const device = this.devices.get(id);
    if (device !== undefined) {
      device.description = description;
      this.#hear(device);
      return;
    }
    this.devices.set(id, {
      owner,
      description,
      state: {},
      extras: {},
      availability: { status: "online", reason: null, since: this.#at() },
      heldOffline: false,
      heard: true,
      reportedAt: null,
      changedAt: null,
    });
  }

  update(id: string, given: DeviceUpdated): void {
    const device = this.devices.get(id);
    if (device === undefined) return;
    const { target, properties, ...others } = structuredClone(given);
    const before = device.description;
    device.description = {
      ...before,
      ...others,
      target: { ...before.target, ...target },
      properties: { ...before.properties, ...properties },
    };
    this.#hear(device);
  }

  remove(id: string): void {
    this.devices.delete(id);
  }

  applyState(id: string, given: StateUpdate): void {
    const device = this.devices.get(id);
    if (device === undefined) return;
    this.#hear(device);
    const { extras = {}, ...state } = structuredClone(given);
    const before = JSON.stringify([sortKeys(device.state), sortKeys(device.extras)]);
    device.state = { ...device.state, ...state };
    device.extras = naiveMerge(device.extras, extras);
    device.reportedAt = this.#at();
    if (JSON.stringify([sortKeys(device.state), sortKeys(device.extras)]) !== before) device.changedAt = this.#at();
  }

  reportOnline(id: string): void {
    const device = this.devices.get(id);
    if (device === undefined) return;
    device.heard = true;
    device.heldOffline = false;
    this.#move(device, "online", null);
  }

  reportOffline(id: string, reason: string): void {
    const device = this.devices.get(id);
    if (device === undefined) return;
    device.heard = true;
    device.heldOffline = true;
    this.#move(device, "offline", reason);
  }

  setSettings(id: string, given: DeviceSettings): void {
    if (!this.devices.has(id)) return;
    this.settings.set(id, { ...(this.settings.get(id) ?? { name: null, spaceId: null, hidden: false }), ...given });
  }

  driverLost(owner: DriverIdentity): void {
    const before = this.#deadlines.get(owner.instanceId);
    if (before?.phase === "lost") return;
    const silent = [...this.devices.values()].some(
      (device) => device.owner.instanceId === owner.instanceId && !device.heard && !device.heldOffline,
    );
    const lostAt = silent ? (before?.lostAt ?? this.#now) : this.#now;
    this.#deadlines.set(owner.instanceId, { phase: "lost", startedAt: lostAt, lostAt, owner });
  }

  driverReturned(owner: DriverIdentity): void {
    for (const device of this.devices.values()) {
      if (device.owner.instanceId === owner.instanceId) device.heard = false;
    }
    const lostAt = this.#deadlines.get(owner.instanceId)?.lostAt;
    this.#deadlines.set(owner.instanceId, { phase: "returned", startedAt: this.#now, lostAt, owner });
  }

  advance(durationMs: number): void {
    const end = this.#now + durationMs;
    const inTheirOrder = [...this.#deadlines].toSorted(([, a], [, b]) => a.startedAt - b.startedAt);
    for (const [key, { phase, startedAt }] of inTheirOrder) {
      if (startedAt + this.#graceMs > end) continue;
      this.#deadlines.delete(key);
      this.#now = Math.max(this.#now, startedAt + this.#graceMs);
      for (const device of this.devices.values()) {
        if (device.owner.instanceId !== key) continue;
        if (phase === "lost" && device.availability.status !== "offline") {
          const since = new Date(startedAt).toISOString();
          device.availability = { status: "offline", reason: "driver_disconnected", since };
        }
        if (phase === "returned" && !device.heard && !device.heldOffline)
          this.#move(device, "unknown", "not_announced");
      }
    }
    this.#now = end;
  }

  /** What clients have to see of each device, in the order of announcement. */
  show(): readonly object[] {
    return Array.from(
      this.devices,
      ([id, { owner, description, state, extras, availability, reportedAt, changedAt }]) => {
        const settings = this.settings.get(id);
        return {
          id,
          ...owner,
          ...description,
          name: settings?.name ?? description.name,
          spaceId: settings?.spaceId ?? null,
          hidden: settings?.hidden ?? false,
          state,
          extras,
          availability,
          reportedAt,
          changedAt,
        };
      },
    );
  }

  #hear(device: NaiveDevice): void {
    device.heard = true;
    if (!device.heldOffline) this.#move(device, "online", null);
  }

  #move(device: NaiveDevice, status: Availability["status"], reason: string | null): void {
    const since = device.availability.status === status ? device.availability.since : this.#at();
    device.availability = { status, reason, since };
  }

  #at(): string {
    return new Date(this.#now).toISOString();
  }
}

/** Extras after an update: objects are merged member by member, everything else replaces. */
export function naiveMerge(before: JsonObject, update: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = { ...before };
  for (const [key, value] of Object.entries(update)) {
    const old = merged[key];
    merged[key] = isObject(old) && isObject(value) ? naiveMerge(old, value) : structuredClone(value);
  }
  return merged;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sortKeys(member)]));
}
