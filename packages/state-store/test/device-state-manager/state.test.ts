import { describe, expect, it } from "vitest";
import { DeviceStateManager } from "../../src/index.ts";
import { createManager } from "../support/create-manager.ts";
import { LAMP, OWNER } from "../support/devices.ts";

function createLamp() {
  const context = createManager();
  context.manager.announce(OWNER, "light-1", LAMP);
  context.told.length = 0;
  return context;
}

describe("DeviceStateManager applyState", () => {
  it("merges the fields and tells the changed ones only", () => {
    const { manager, told, clock } = createLamp();
    manager.applyState("light-1", { power: true, brightness: 80 });
    clock.advance(5);
    const change = manager.applyState("light-1", { power: true, brightness: 60 });
    expect(change).toEqual({
      event: "STATE_UPDATE",
      device_id: "light-1",
      data: { brightness: 60 },
      revision: 3,
      at: "2026-01-01T00:00:00.005Z",
    });
    expect(told.at(-1)).toBe(change);
    expect(manager.get("light-1")).toMatchObject({
      state: { power: true, brightness: 60 },
      reportedAt: "2026-01-01T00:00:00.005Z",
      changedAt: "2026-01-01T00:00:00.005Z",
      revision: 3,
    });
  });

  it("notes the time of a report that changes nothing and tells nothing", () => {
    const { manager, told, clock } = createLamp();
    manager.applyState("light-1", { power: true, extras: { a: { b: 1 } } });
    clock.advance(5);
    expect(manager.applyState("light-1", { power: true, extras: { a: { b: 1 } } })).toBeUndefined();
    expect(told).toHaveLength(1);
    expect(manager.get("light-1")).toMatchObject({
      reportedAt: "2026-01-01T00:00:00.005Z",
      changedAt: "2026-01-01T00:00:00.000Z",
      revision: 2,
    });
  });

  it("takes null for an unknown reading", () => {
    const { manager } = createLamp();
    manager.applyState("light-1", { brightness: 80 });
    expect(manager.applyState("light-1", { brightness: null })).toMatchObject({ data: { brightness: null } });
    expect(manager.get("light-1")?.state).toEqual({ brightness: null });
  });

  it("merges extras in depth and tells the changed members only", () => {
    const { manager } = createLamp();
    manager.applyState("light-1", { extras: { link: { quality: 80, channel: 11 }, list: [1, 2] } });
    const change = manager.applyState("light-1", { extras: { link: { quality: 90 } } });
    expect(change).toMatchObject({ event: "STATE_UPDATE", data: {}, extras: { link: { quality: 90 } } });
    expect(manager.get("light-1")?.extras).toEqual({ link: { quality: 90, channel: 11 }, list: [1, 2] });
  });

  it("names no extras where none changed", () => {
    const { manager } = createLamp();
    manager.applyState("light-1", { extras: { a: 1 } });
    expect(manager.applyState("light-1", { power: true, extras: { a: 1 } })).not.toHaveProperty("extras");
  });

  it("changes nothing that it told before, nor a snapshot", () => {
    const { manager, told } = createLamp();
    manager.applyState("light-1", { position: { x: 1 }, extras: { a: { b: { c: 1 } } } });
    const sent = structuredClone(told);
    const snapshot = manager.snapshot();
    const copy = structuredClone(snapshot);
    manager.applyState("light-1", { position: { x: 2 }, power: true, extras: { a: { b: { c: 2, d: 3 } }, e: 1 } });
    manager.reportAvailability("light-1", { status: "offline" });
    expect(told.slice(0, 1)).toEqual(sent);
    expect(snapshot).toEqual(copy);
  });

  it("keeps nothing of what it was given", () => {
    const { manager, told } = createLamp();
    const given = { power: true, position: { x: 1 }, extras: { a: { b: 1 }, list: [1] } };
    const copy = structuredClone(given);
    manager.applyState("light-1", given);
    given.position.x = 9;
    given.extras.a.b = 9;
    given.extras.list.push(9);
    expect(manager.get("light-1")).toMatchObject({
      state: { power: true, position: copy.position },
      extras: copy.extras,
    });
    expect(told[0]).toMatchObject({ data: { position: copy.position }, extras: copy.extras });
    expect(manager.since({ epoch: "E", revision: 1 })).toMatchObject([{ extras: copy.extras }]);
  });

  it("changes the same record in place", () => {
    const { manager } = createLamp();
    const view = manager.get("light-1");
    manager.applyState("light-1", { power: true });
    expect(manager.get("light-1")).toBe(view);
    expect(view?.state).toEqual({ power: true });
  });

  it("is not stopped by a listener that throws", () => {
    const { manager, told, logger } = createManager();
    manager.onChange(() => {
      throw new Error("broken");
    });
    manager.announce(OWNER, "light-1", LAMP);
    expect(manager.applyState("light-1", { power: true })).toMatchObject({ revision: 2 });
    expect(told).toHaveLength(2);
    expect(logger.lines).toEqual(["error: A change listener threw.", "error: A change listener threw."]);
  });

  it("tells a removal that a listener makes after everything that was done before", () => {
    const { manager, clock } = createManager();
    manager.announce(OWNER, "light-1", LAMP);
    manager.driverLost(OWNER);
    clock.advance(5_000);
    manager.onChange((change) => {
      if (change.event === "DEVICE_AVAILABILITY") manager.remove("light-1");
    });
    const told: string[] = [];
    manager.onChange(({ event, revision }) => told.push(`${revision} ${event}`));
    manager.applyState("light-1", { power: true });
    expect(told).toEqual(["3 DEVICE_AVAILABILITY", "4 STATE_UPDATE", "5 DEVICE_REMOVED"]);
  });
});

describe("DeviceStateManager since", () => {
  it("tells the changes after a cursor", () => {
    const { manager } = createLamp();
    const first = manager.applyState("light-1", { power: true });
    const second = manager.applyState("light-1", { power: false });
    expect(manager.since({ epoch: "E", revision: 1 })).toEqual([first, second]);
    expect(manager.since({ epoch: "E", revision: 3 })).toEqual([]);
  });

  it.each([
    ["another epoch", { epoch: "other", revision: 1 }],
    ["the future", { epoch: "E", revision: 2 }],
  ])("does not know a cursor of %s", (_, cursor) => {
    expect(createLamp().manager.since(cursor)).toBeUndefined();
  });

  it("does not know a cursor that fell out of the history", () => {
    const { manager } = createManager({ historySize: 2 });
    manager.announce(OWNER, "light-1", LAMP);
    for (const brightness of [1, 2, 3]) manager.applyState("light-1", { brightness });
    expect(manager.since({ epoch: "E", revision: 1 })).toBeUndefined();
    expect(manager.since({ epoch: "E", revision: 2 })).toHaveLength(2);
  });

  it("has an epoch of its own for each manager by default", () => {
    expect(new DeviceStateManager().epoch).toMatch(/^[0-9A-Z]{26}$/);
  });
});
