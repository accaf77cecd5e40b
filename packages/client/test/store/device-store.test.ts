import type { DeviceChange, LiveEvent, LiveStateUpdate, Snapshot } from "@hos/protocol/live";
import { describe, expect, it } from "vitest";
import { DeviceStore } from "../../src/index.ts";
import { createRecord } from "../support/create-record.ts";

const AT = "2026-02-02T00:00:00.000Z";

function stateUpdate(revision: number, brightness: number, deviceId = "light-1"): LiveStateUpdate {
  return { event: "STATE_UPDATE", device_id: deviceId, revision, at: AT, data: { brightness } };
}

function removed(revision: number, deviceId: string): DeviceChange {
  return { event: "DEVICE_REMOVED", device_id: deviceId, revision, at: AT };
}

function described(revision: number, deviceId: string, name: string): DeviceChange {
  return {
    event: "DEVICE_UPDATED",
    device_id: deviceId,
    revision,
    at: AT,
    device: createRecord(deviceId, { name, revision }),
  };
}

const DISPATCHED: LiveEvent = {
  event: "ACTION_DISPATCHED",
  device_id: "light-1",
  commandId: "c1",
  command: "stop",
  at: AT,
};

function snapshot(members: Partial<Snapshot> = {}): Snapshot {
  return { epoch: "e1", revision: 10, devices: [createRecord("light-1"), createRecord("light-2")], ...members };
}

/** At e1:10 with light-1 and light-2. */
function createStore(options?: { filtered: boolean }): DeviceStore {
  const store = new DeviceStore(options);
  store.begin({ epoch: "e1", revision: 10, mode: "snapshot" });
  store.replace(snapshot());
  return store;
}

function brightnessOf(store: DeviceStore, deviceId = "light-1"): unknown {
  return store.get(deviceId)?.state["brightness"];
}

describe("DeviceStore", () => {
  it("is empty and has no cursor before the first snapshot", () => {
    const store = new DeviceStore();
    expect(store).toMatchObject({ size: 0, epoch: undefined, revision: 0, cursor: undefined, isCurrent: false });
    expect(store.list()).toEqual([]);
  });

  it("ignores what comes before HELLO", () => {
    const store = new DeviceStore();
    expect(store.replace(snapshot())).toMatchObject({ changed: [] });
    expect(store.apply([stateUpdate(1, 5), DISPATCHED])).toMatchObject({ accepted: [], fault: undefined });
    expect(store.size).toBe(0);
  });

  it("ignores changes between HELLO and SNAPSHOT, but no other events", () => {
    const store = new DeviceStore();
    store.begin({ epoch: "e1", revision: 10, mode: "snapshot" });
    expect(store.apply([stateUpdate(10, 5), DISPATCHED])).toMatchObject({ accepted: [DISPATCHED], fault: undefined });
  });

  it("holds the devices of a snapshot", () => {
    const store = createStore();
    expect(store).toMatchObject({ size: 2, epoch: "e1", revision: 10, isCurrent: true });
    expect(store.cursor).toEqual({ epoch: "e1", revision: 10 });
    expect(store.list().map(({ id }) => id)).toEqual(["light-1", "light-2"]);
  });

  it("applies every kind of change in order", () => {
    const store = createStore();
    const availability = { status: "offline", reason: "driver_disconnected", since: AT } as const;
    const device = createRecord("light-3", { revision: 13 });
    const update = store.apply([
      stateUpdate(11, 55),
      removed(12, "light-2"),
      { event: "DEVICE_DISCOVERED", device_id: "light-3", revision: 13, at: AT, device },
      described(14, "light-3", "Desk"),
      { event: "DEVICE_AVAILABILITY", device_id: "light-3", revision: 15, at: AT, availability },
    ]);
    expect(update).toMatchObject({
      changed: ["light-1", "light-3"],
      removed: ["light-2"],
      fault: undefined,
    });
    expect(update.accepted).toHaveLength(5);
    expect(brightnessOf(store)).toBe(55);
    expect(store.get("light-3")).toMatchObject({ name: "Desk", availability, revision: 15 });
    expect(store.revision).toBe(15);
  });

  it("does not name a device as removed that it did not hold before", () => {
    const store = createStore();
    const device = createRecord("light-3", { revision: 11 });
    const discovered: DeviceChange = { event: "DEVICE_DISCOVERED", device_id: "light-3", revision: 11, at: AT, device };
    expect(store.apply([discovered, removed(12, "light-3")])).toMatchObject({ changed: [], removed: [] });
  });

  it("gives a changed device a new object and leaves the others theirs", () => {
    const store = createStore();
    const [first, second] = [store.get("light-1"), store.get("light-2")];
    const list = store.list();
    expect(store.list()).toBe(list);
    store.apply([stateUpdate(11, 55)]);
    expect(store.get("light-1")).not.toBe(first);
    expect(store.get("light-2")).toBe(second);
    expect(store.list()).not.toBe(list);
    expect(first?.state["brightness"]).toBe(10);
  });

  it("keeps its list through events that change no device", () => {
    const store = createStore();
    const list = store.list();
    store.apply([DISPATCHED]);
    expect(store.list()).toBe(list);
  });

  it("ignores what it already knows", () => {
    const store = createStore();
    store.apply([stateUpdate(11, 55)]);
    const update = store.apply([stateUpdate(11, 1), stateUpdate(9, 2), stateUpdate(12, 60)]);
    expect(update.accepted).toEqual([stateUpdate(12, 60)]);
    expect(brightnessOf(store)).toBe(60);
  });

  it("takes the changes before a hole, reports it, and then nothing more", () => {
    const store = createStore();
    const update = store.apply([stateUpdate(11, 55), stateUpdate(13, 99)]);
    expect(update).toMatchObject({ changed: ["light-1"], fault: expect.stringContaining("13 came after 11") });
    expect(brightnessOf(store)).toBe(55);
    expect(store.cursor).toBeUndefined();
    expect(store.isCurrent).toBe(false);
    expect(store.apply([stateUpdate(12, 1), DISPATCHED]).accepted).toEqual([]);
  });

  it("does not resume after a hole, not even after the stream ended", () => {
    const store = createStore();
    store.apply([stateUpdate(13, 99)]);
    store.detach();
    expect(store.cursor).toBeUndefined();
    expect(store.begin({ epoch: "e1", revision: 13, mode: "resume" })).toBeTypeOf("string");
  });

  it("is whole again with the snapshot after a hole", () => {
    const store = createStore();
    store.apply([stateUpdate(13, 99)]);
    store.begin({ epoch: "e1", revision: 13, mode: "snapshot" });
    store.replace(snapshot({ revision: 13 }));
    expect(store.cursor).toEqual({ epoch: "e1", revision: 13 });
    expect(store.apply([stateUpdate(14, 70)]).fault).toBeUndefined();
  });

  it("takes a change of a device that it was not told of for a hole", () => {
    const store = createStore();
    expect(store.apply([stateUpdate(11, 5, "light-9")]).fault).toContain("light-9");
  });

  it("expects holes in a filtered stream", () => {
    const store = createStore({ filtered: true });
    const update = store.apply([stateUpdate(15, 70), stateUpdate(20, 5, "light-9"), stateUpdate(12, 1)]);
    expect(update).toMatchObject({ fault: undefined });
    expect(brightnessOf(store)).toBe(70);
    expect(store.revision).toBe(20);
    expect(store.get("light-9")).toBeUndefined();
  });

  it("counts a change of a kind that only a newer hub knows", () => {
    const store = createStore();
    const strange = { event: "DEVICE_PAINTED", device_id: "light-1", revision: 11, at: AT } as unknown as LiveEvent;
    expect(store.apply([strange, stateUpdate(12, 60)]).fault).toBeUndefined();
    expect(store.revision).toBe(12);
  });
});

describe("DeviceStore.replace", () => {
  it("lets devices vanish that the snapshot does not hold", () => {
    const store = createStore();
    store.detach();
    store.begin({ epoch: "e1", revision: 20, mode: "snapshot" });
    const update = store.replace(
      snapshot({ revision: 20, devices: [createRecord("light-2"), createRecord("light-3", { revision: 20 })] }),
    );
    expect(update).toMatchObject({ changed: ["light-3"], removed: ["light-1"] });
    expect(store.list().map(({ id }) => id)).toEqual(["light-2", "light-3"]);
  });

  it("keeps the object of a device that did not change", () => {
    const store = createStore();
    const before = store.get("light-2");
    store.begin({ epoch: "e1", revision: 20, mode: "snapshot" });
    const devices = [createRecord("light-1", { revision: 20 }), createRecord("light-2")];
    expect(store.replace(snapshot({ revision: 20, devices })).changed).toEqual(["light-1"]);
    expect(store.get("light-2")).toBe(before);
  });

  it("takes the time of the last report from the snapshot", () => {
    const store = createStore();
    store.begin({ epoch: "e1", revision: 10, mode: "snapshot" });
    store.replace(snapshot({ devices: [createRecord("light-1", { reportedAt: AT })] }));
    expect(store.get("light-1")?.reportedAt).toBe(AT);
  });

  it("trusts no revision of another epoch", () => {
    const store = createStore();
    store.begin({ epoch: "e2", revision: 2, mode: "snapshot" });
    store.replace({ epoch: "e2", revision: 2, devices: [createRecord("light-1", { name: "Other" })] });
    expect(store.get("light-1")?.name).toBe("Other");
    expect(store.cursor).toEqual({ epoch: "e2", revision: 2 });
  });
});

describe("DeviceStore.begin", () => {
  it("is current at once when nothing was missed", () => {
    const store = createStore();
    store.detach();
    expect(store.isCurrent).toBe(false);
    expect(store.begin({ epoch: "e1", revision: 10, mode: "resume" })).toBeUndefined();
    expect(store.isCurrent).toBe(true);
  });

  it("is current when the missed changes are in", () => {
    const store = createStore();
    store.detach();
    store.begin({ epoch: "e1", revision: 12, mode: "resume" });
    store.apply([stateUpdate(11, 55)]);
    expect(store.isCurrent).toBe(false);
    store.apply([stateUpdate(12, 56)]);
    expect(store.isCurrent).toBe(true);
    expect(brightnessOf(store)).toBe(56);
  });

  it("notices that a resume leaves changes out", () => {
    const store = createStore();
    store.detach();
    store.begin({ epoch: "e1", revision: 12, mode: "resume" });
    expect(store.apply([stateUpdate(12, 56)]).fault).toContain("12 came after 10");
  });

  it("waits for no missed changes in a filtered stream", () => {
    const store = createStore({ filtered: true });
    store.detach();
    store.begin({ epoch: "e1", revision: 50, mode: "resume" });
    expect(store.isCurrent).toBe(true);
    expect(store.cursor?.revision).toBe(10);
  });

  it("expects holes in a stream that says it is narrowed, and in none after it", () => {
    const store = createStore();
    store.detach();
    store.begin({ epoch: "e1", revision: 50, mode: "resume", narrowed: true });
    expect(store.isCurrent).toBe(true);
    expect(store.apply([stateUpdate(60, 70), stateUpdate(70, 5, "light-9")]).fault).toBeUndefined();
    store.detach();
    store.begin({ epoch: "e1", revision: 70, mode: "resume" });
    expect(store.apply([stateUpdate(72, 71)]).fault).toBeTypeOf("string");
  });

  it.each([
    ["another epoch", { epoch: "e2", revision: 12 }],
    ["an earlier revision", { epoch: "e1", revision: 9 }],
  ])("refuses to resume at %s", (_what, place) => {
    const store = createStore();
    store.detach();
    expect(store.begin({ ...place, mode: "resume" })).toBeTypeOf("string");
    expect(store.cursor).toBeUndefined();
  });
});

describe("DeviceStore.apply of a conflated batch", () => {
  it("takes holes and revisions that do not ascend", () => {
    const store = createStore();
    const events = [stateUpdate(30, 80), stateUpdate(25, 33, "light-2"), removed(10, "light-1")];
    expect(store.apply(events, { conflated: true })).toMatchObject({ fault: undefined });
    expect([brightnessOf(store), brightnessOf(store, "light-2")]).toEqual([80, 33]);
    expect(store.revision).toBe(30);
    expect(store.apply([stateUpdate(31, 81)]).fault).toBeUndefined();
  });

  it("keeps the newest revision of a device that it tells two things of", () => {
    const store = createStore();
    const availability = { status: "offline", reason: null, since: AT } as const;
    const events: LiveEvent[] = [
      stateUpdate(30, 80),
      stateUpdate(28, 1, "light-2"),
      { event: "DEVICE_AVAILABILITY", device_id: "light-2", revision: 20, at: AT, availability },
    ];
    store.apply(events, { conflated: true });
    expect(store.get("light-2")).toMatchObject({ availability, revision: 28 });
  });
});
