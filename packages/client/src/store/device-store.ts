import type { DeviceRecord } from "@hos/protocol/device-model";
import type { Cursor, DeviceChange, Hello, LiveEvent, Snapshot } from "@hos/protocol/live";
import { applyToRecord } from "./apply-to-record.ts";
import type { DeviceView } from "./device-view.ts";
import type { StoreUpdate } from "./store-update.ts";

/**
 * Where the store stands in a stream: without one (`detached`), without one and with holes (`lost`), begun and waiting
 * for the snapshot or the missed changes, or `current`.
 */
type Phase = "detached" | "lost" | "awaiting-snapshot" | "resuming" | "current";

/**
 * Keeps the devices of a home from the frames of its live stream, whatever carries them. Pure: no I/O, no time.
 *
 * A stream is `begin(hello)`, then `replace(snapshot)` or the missed changes, then `apply(events)` for each batch, and
 * `detach()` at its end. What comes at another time, or a second time, is ignored.
 *
 * Revisions of a hub have no holes. In a stream that is not narrowed, by a filter or by the reach of the token, a hole
 * means that changes were lost: the store says so with a `fault` and gives up its cursor, so that the next stream begins
 * with a snapshot.
 */
export class DeviceStore implements DeviceView {
  readonly #filtered: boolean;
  #devices = new Map<string, DeviceRecord>();
  #list: readonly DeviceRecord[] | undefined = [];
  #epoch: string | undefined;
  #revision = 0;
  #phase: Phase = "detached";
  /** Whether the stream leaves changes out on purpose. */
  #narrowed = false;
  /** The hub's revision at the beginning of the stream: a resume is complete when it is reached. */
  #target = 0;

  /**
   * @param options.filtered every stream leaves changes out on purpose, so that holes say nothing; HELLO with `narrowed`
   * says the same of one. @default false
   */
  constructor(options: { readonly filtered?: boolean } = {}) {
    this.#filtered = options.filtered ?? false;
  }

  get size(): number {
    return this.#devices.size;
  }

  get epoch(): string | undefined {
    return this.#epoch;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Whether a stream runs and all that it told so far is in. */
  get isCurrent(): boolean {
    return this.#phase === "current";
  }

  /** From where a stream can resume; `undefined` where it has to begin with a snapshot. */
  get cursor(): Cursor | undefined {
    if (this.#epoch === undefined || this.#phase === "lost") return undefined;
    return { epoch: this.#epoch, revision: this.#revision };
  }

  get(deviceId: string): Readonly<DeviceRecord> | undefined {
    return this.#devices.get(deviceId);
  }

  list(): readonly Readonly<DeviceRecord>[] {
    this.#list ??= [...this.#devices.values()];
    return this.#list;
  }

  /** The stream ended. The devices stay, as they were last heard of. */
  detach(): void {
    if (this.#phase !== "lost") this.#phase = "detached";
  }

  /** A stream begins. @returns a sentence where it cannot continue what the store holds. */
  begin(hello: Hello): string | undefined {
    this.#narrowed = this.#filtered || hello.narrowed === true;
    if (hello.mode === "snapshot") {
      this.#phase = "awaiting-snapshot";
      return undefined;
    }
    const { cursor } = this;
    if (cursor === undefined || cursor.epoch !== hello.epoch || cursor.revision > hello.revision) {
      this.#phase = "lost";
      return `The hub resumes at ${hello.epoch}:${hello.revision}, which does not continue what the client holds.`;
    }
    this.#target = hello.revision;
    // What a narrowed stream shows of the missed changes may be nothing, so there is no end to wait for.
    this.#phase = this.#narrowed || cursor.revision === hello.revision ? "current" : "resuming";
    return undefined;
  }

  /** Puts `snapshot` in the place of everything. A device that it holds unchanged keeps its object. */
  replace(snapshot: Snapshot): StoreUpdate {
    if (this.#phase === "detached" || this.#phase === "lost") return NOTHING;
    const before = this.#devices;
    const sameEpoch = snapshot.epoch === this.#epoch;
    const after = new Map<string, DeviceRecord>();
    const changed: string[] = [];
    for (const device of snapshot.devices) {
      const known = before.get(device.id);
      const kept = sameEpoch && known?.revision === device.revision && known.reportedAt === device.reportedAt;
      after.set(device.id, kept ? known : device);
      if (!kept) changed.push(device.id);
    }
    this.#devices = after;
    this.#list = undefined;
    this.#epoch = snapshot.epoch;
    this.#revision = snapshot.revision;
    this.#phase = "current";
    return { ...NOTHING, changed, removed: [...before.keys()].filter((id) => !after.has(id)) };
  }

  /**
   * Takes the events of one batch, in order, up to the first hole.
   *
   * @param options.conflated the hub folded the batch to the newest of each device: it has holes, and its revisions need
   * not ascend. @default false
   */
  apply(events: readonly LiveEvent[], options: { readonly conflated?: boolean } = {}): StoreUpdate {
    if (this.#phase === "detached" || this.#phase === "lost") return NOTHING;
    const conflated = options.conflated ?? false;
    const known = this.#revision;
    const accepted: LiveEvent[] = [];
    /** Ids of what changed, and whether the store held them before. */
    const touched = new Map<string, boolean>();
    let fault: string | undefined;
    for (const event of events) {
      if (isDeviceChange(event)) {
        if (this.#phase === "awaiting-snapshot") continue;
        if (event.revision <= (conflated ? known : this.#revision)) continue;
        fault = this.#findFault(event, conflated);
        if (fault !== undefined) break;
        if (!touched.has(event.device_id)) touched.set(event.device_id, this.#devices.has(event.device_id));
        this.#change(event);
      }
      accepted.push(event);
    }
    if (fault !== undefined) this.#phase = "lost";
    else if (this.#phase === "resuming" && this.#revision >= this.#target) this.#phase = "current";
    if (touched.size > 0) this.#list = undefined;
    const changed = [...touched.keys()].filter((id) => this.#devices.has(id));
    const removed = [...touched.keys()].filter((id) => touched.get(id) === true && !this.#devices.has(id));
    return { accepted, changed, removed, fault };
  }

  #findFault(change: DeviceChange, conflated: boolean): string | undefined {
    if (this.#narrowed) return undefined;
    if (!conflated && change.revision !== this.#revision + 1) {
      return `Revision ${change.revision} came after ${this.#revision}: changes are missing.`;
    }
    const needsRecord = change.event === "STATE_UPDATE" || change.event === "DEVICE_AVAILABILITY";
    if (!needsRecord || this.#devices.has(change.device_id)) return undefined;
    return `${change.event} of ${change.device_id}, a device that the client was not told of.`;
  }

  #change(change: DeviceChange): void {
    this.#revision = Math.max(this.#revision, change.revision);
    switch (change.event) {
      case "DEVICE_DISCOVERED":
      case "DEVICE_UPDATED":
        this.#devices.set(change.device_id, change.device);
        break;
      case "DEVICE_REMOVED":
        this.#devices.delete(change.device_id);
        break;
      case "STATE_UPDATE":
      case "DEVICE_AVAILABILITY": {
        const record = this.#devices.get(change.device_id);
        if (record !== undefined) this.#devices.set(change.device_id, applyToRecord(record, change));
        break;
      }
      default:
        // A kind of change that a newer hub knows: its number counts, its meaning is not ours.
        break;
    }
  }
}

const NOTHING: StoreUpdate = { accepted: [], changed: [], removed: [], fault: undefined };

function isDeviceChange(event: LiveEvent): event is DeviceChange {
  return "revision" in event;
}
