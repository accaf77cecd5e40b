import type { DeviceRecord } from "@hos/protocol/device-model";
import type { Cursor, DeviceChange, Snapshot } from "@hos/protocol/live";
import * as fc from "fast-check";
import { createRecord } from "./create-record.ts";

/** Every id that the model uses. */
export const MODEL_IDS = ["a", "b", "c"] as const;

/** Something that happens in the home. */
interface HomeChange {
  readonly kind: "announce" | "remove" | "state" | "extras" | "availability";
  readonly id: string;
  readonly field: string;
  readonly value: number | boolean | null;
}

/** A hub in a few lines: whole records, and the change of each step written out by hand. */
export class ModelHub {
  epoch = "e0";
  revision = 0;
  /** The revision before the oldest change that `history` holds. */
  base = 0;
  readonly devices = new Map<string, DeviceRecord>();
  history: DeviceChange[] = [];

  static change(): fc.Arbitrary<HomeChange> {
    return fc.record({
      kind: fc.constantFrom("announce", "remove", "state", "state", "extras", "availability"),
      id: fc.constantFrom(...MODEL_IDS),
      field: fc.constantFrom("power", "level", "mode"),
      value: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.constant(null)),
    });
  }

  apply(change: HomeChange): void {
    const { kind, id, field, value } = change;
    const before = this.devices.get(id);
    const revision = this.revision + 1;
    const at = new Date(revision * 1000).toISOString();
    const numbered = { device_id: id, revision, at };
    if (kind === "announce") {
      const device =
        before === undefined ? createRecord(id, { revision }) : { ...before, name: String(value), revision };
      const event = before === undefined ? "DEVICE_DISCOVERED" : "DEVICE_UPDATED";
      this.#tell(device, { event, ...numbered, device });
      return;
    }
    if (before === undefined) return;
    const times = { reportedAt: at, changedAt: at, revision };
    if (kind === "remove") {
      this.#tell(undefined, { event: "DEVICE_REMOVED", ...numbered });
    } else if (kind === "state") {
      const device = { ...before, state: { ...before.state, [field]: value }, ...times };
      this.#tell(device, { event: "STATE_UPDATE", ...numbered, data: { [field]: value } });
    } else if (kind === "extras") {
      const deep = (before.extras["deep"] ?? {}) as DeviceRecord["extras"];
      const device = { ...before, extras: { ...before.extras, deep: { ...deep, [field]: value } }, ...times };
      this.#tell(device, { event: "STATE_UPDATE", ...numbered, data: {}, extras: { deep: { [field]: value } } });
    } else {
      const availability = { status: "offline", reason: String(value), since: at } as const;
      this.#tell({ ...before, availability, revision }, { event: "DEVICE_AVAILABILITY", ...numbered, availability });
    }
  }

  snapshot(): Snapshot {
    return structuredClone({ epoch: this.epoch, revision: this.revision, devices: [...this.devices.values()] });
  }

  since(cursor: Cursor): readonly DeviceChange[] | undefined {
    if (cursor.epoch !== this.epoch || cursor.revision < this.base) return undefined;
    return this.history.slice(cursor.revision - this.base);
  }

  /** The newest of each device that changed after `revision`. */
  fold(revision: number): readonly DeviceChange[] {
    const missed = this.history.filter((change) => change.revision > revision);
    const last = new Map(missed.map((change) => [change.device_id, change]));
    return [...last.values()].map((change) => {
      const device = this.devices.get(change.device_id);
      const { device_id, at } = change;
      if (device === undefined) return { event: "DEVICE_REMOVED", device_id, revision: change.revision, at };
      return { event: "DEVICE_UPDATED", device_id, revision: change.revision, at, device };
    });
  }

  /** Drops the history. */
  forget(): void {
    this.history = [];
    this.base = this.revision;
  }

  /** Comes back with a numbering of its own; the devices survived, but for one. */
  restart(): void {
    this.epoch = `e${Number(this.epoch.slice(1)) + 1}`;
    this.revision = 0;
    this.forget();
    this.devices.delete("b");
  }

  #tell(device: DeviceRecord | undefined, change: DeviceChange): void {
    if (device === undefined) this.devices.delete(change.device_id);
    else this.devices.set(change.device_id, device);
    this.revision = change.revision;
    this.history.push(change);
  }
}
