import assert from "node:assert/strict";
import type { DeviceRecord } from "@hos/protocol/device-model";
import { type DeviceChange, formatCursor, readCursor } from "@hos/protocol/live";
import { DeviceStore } from "../../src/index.ts";
import { MODEL_IDS, ModelHub } from "./model-hub.ts";

/** A store at the end of a stream that breaks, repeats itself and leaves things out. */
export class StoreRig {
  readonly hub = new ModelHub();
  readonly store: DeviceStore;
  readonly #devices: ReadonlySet<string>;
  #connected = false;
  #told = 0;

  /** @param devices what a filter lets through. @default everything */
  constructor(devices?: readonly string[]) {
    this.#devices = new Set(devices ?? MODEL_IDS);
    this.store = new DeviceStore({ filtered: devices !== undefined });
  }

  /** What the store holds, in the order of the ids. */
  get held(): readonly DeviceRecord[] {
    return byId(this.store.list());
  }

  /** What the store is to hold. */
  get expected(): readonly DeviceRecord[] {
    return byId([...this.hub.devices.values()].filter(({ id }) => this.#devices.has(id)));
  }

  /** Connects where it is not, and lets the store have all. */
  catchUp(): void {
    if (!this.#connected) this.connect();
    // A hole shows itself with the next change.
    for (const id of MODEL_IDS) this.hub.apply({ kind: "announce", id, field: "power", value: true });
    this.deliver(0);
    if (!this.#connected) this.connect();
  }

  connect(): void {
    const since = this.store.cursor === undefined ? undefined : readCursor(formatCursor(this.store.cursor));
    const missed = since === undefined ? undefined : this.hub.since(since);
    this.#connected = true;
    this.#told = this.hub.revision;
    const hello = { epoch: this.hub.epoch, revision: this.hub.revision };
    if (missed === undefined) {
      this.store.begin({ ...hello, mode: "snapshot" });
      this.store.replace({ ...this.hub.snapshot(), devices: this.expected.map((device) => structuredClone(device)) });
    } else {
      assert.equal(this.store.begin({ ...hello, mode: "resume" }), undefined);
      assert.equal(this.store.apply(this.#pass(missed)).fault, undefined);
    }
    assert.ok(this.store.isCurrent);
  }

  /** Tells what is new, after `repeated` changes that were told before. */
  deliver(repeated: number): void {
    if (!this.#connected) return;
    const events = this.hub.history.slice(Math.max(0, this.#told - this.hub.base - repeated));
    this.#take(events);
  }

  /** Tells old changes once more, in an order of their own. */
  repeat(order: readonly number[]): void {
    if (!this.#connected) return;
    const old = this.hub.history.filter(({ revision }) => revision <= this.store.revision);
    const picked = order.map((index) => old[index % Math.max(1, old.length)]).filter((event) => event !== undefined);
    const before = this.store.list();
    this.#take(picked);
    assert.equal(this.store.list(), before);
  }

  /** Loses the first of the changes that are to be told. */
  lose(): void {
    if (!this.#connected) return;
    const first = this.#told - this.hub.base;
    this.#told = this.hub.revision;
    this.#take(this.hub.history.slice(first + 1));
  }

  disconnect(): void {
    this.#connected = false;
    this.store.detach();
  }

  restartHub(): void {
    this.disconnect();
    this.hub.restart();
  }

  #take(events: readonly DeviceChange[]): void {
    const before = new Map(this.store.list().map((record) => [record.id, record]));
    const { changed, fault } = this.store.apply(this.#pass(events));
    const renewed = this.store.list().filter((record) => before.get(record.id) !== record);
    assert.deepEqual(renewed.map(({ id }) => id).toSorted(), changed.toSorted());
    if (fault === undefined) this.#told = Math.max(this.#told, events.at(-1)?.revision ?? 0);
    else this.disconnect();
  }

  #pass(events: readonly DeviceChange[]): readonly DeviceChange[] {
    return events.filter(({ device_id }) => this.#devices.has(device_id));
  }
}

function byId(records: Iterable<DeviceRecord>): readonly DeviceRecord[] {
  return [...records].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
