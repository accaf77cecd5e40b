import { liveEvents, streamFrames } from "@hos/protocol/fixtures";
import type { Batch, Hello, LiveEvent, Snapshot } from "@hos/protocol/live";
import { describe, expect, it } from "vitest";
import { DeviceStore } from "../../src/index.ts";

const framesOf = (name: string) =>
  streamFrames.flatMap(({ event, valid, frame }) => (event === name && valid ? [frame as unknown] : []));
const snapshots = framesOf("SNAPSHOT") as Snapshot[];
const events = liveEvents.flatMap(({ name, valid, frame }) => (valid ? [{ name, event: frame as LiveEvent }] : []));

function createStore({ epoch, revision }: Pick<Hello, "epoch" | "revision">): DeviceStore {
  // Single events of many homes: what lies between their revisions is not told.
  const store = new DeviceStore({ filtered: true });
  store.begin({ epoch, revision, mode: "snapshot" });
  return store;
}

describe("DeviceStore, fed with the golden stream", () => {
  it.each(snapshots.map((snapshot, index) => ({ index, snapshot })))("holds snapshot $index", ({ snapshot }) => {
    const store = createStore(snapshot);
    store.replace(snapshot);
    expect(store.list()).toEqual(snapshot.devices);
  });

  it.each(events)("takes $name", ({ event }) => {
    const store = createStore({ epoch: "01JEPOCH", revision: 0 });
    store.replace({ epoch: "01JEPOCH", revision: 0, devices: [] });
    store.apply([event]);
    const revision = "revision" in event ? event.revision : 0;
    expect(store.revision).toBe(revision);
    expect(store.list()).toEqual("device" in event ? [event.device] : []);
  });

  it("takes the golden batches", () => {
    const batches = framesOf("BATCH") as Batch[];
    expect(batches.length).toBeGreaterThan(0);
    const store = createStore({ epoch: "01JEPOCH", revision: 0 });
    store.replace({ epoch: "01JEPOCH", revision: 0, devices: [] });
    for (const batch of batches) store.apply(batch);
    const newest = Math.max(0, ...batches.flat().map((event) => ("revision" in event ? event.revision : 0)));
    expect(store.revision).toBe(newest);
  });
});
