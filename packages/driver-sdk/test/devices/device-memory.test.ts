import type { DeviceEvent } from "@hos/protocol";
import { describe, expect, it } from "vitest";
import { DeviceMemory } from "../../src/devices/device-memory.ts";

const lamp = { name: "Lamp", deviceType: "light" };

function takeAll(memory: DeviceMemory): readonly DeviceEvent[] {
  const events: DeviceEvent[] = [];
  for (let event = memory.take(); event !== undefined; event = memory.take()) events.push(event);
  return events;
}

function createRegisteredMemory(...deviceIds: readonly string[]): DeviceMemory {
  const memory = new DeviceMemory();
  for (const deviceId of deviceIds) memory.describe(deviceId, lamp);
  memory.resync([]);
  takeAll(memory);
  return memory;
}

describe("DeviceMemory", () => {
  it("tells description, availability, state and metrics of a device in this order", () => {
    const memory = new DeviceMemory();
    memory.measure("light-1", [{ key: "rssi", value: -60 }]);
    memory.report("light-1", { power: true, extras: { scene: "x" } }, false);
    memory.reportAvailability("light-1", { status: "offline", reason: "unplugged" });
    memory.describe("light-1", lamp);
    expect(takeAll(memory)).toEqual([
      { event: "DEVICE_DISCOVERED", deviceId: "light-1", data: lamp },
      { event: "DEVICE_AVAILABILITY", deviceId: "light-1", data: { status: "offline", reason: "unplugged" } },
      { event: "STATE_UPDATE", deviceId: "light-1", data: { power: true, extras: { scene: "x" } } },
      { event: "METRIC_UPDATE", deviceId: "light-1", data: { metrics: [{ key: "rssi", value: -60 }] } },
    ]);
    expect(takeAll(memory)).toEqual([]);
  });

  it("tells changed members only", () => {
    const memory = createRegisteredMemory("light-1");
    memory.report("light-1", { power: true, brightness: 10, extras: { a: { b: 1, c: 2 } } }, false);
    takeAll(memory);
    memory.report("light-1", { power: true, brightness: 20, extras: { a: { b: 1, c: 3 } } }, false);
    expect(takeAll(memory)).toEqual([
      { event: "STATE_UPDATE", deviceId: "light-1", data: { brightness: 20, extras: { a: { c: 3 } } } },
    ]);
    memory.report("light-1", { power: true, brightness: 20, extras: { a: { c: 3 } } }, false);
    memory.describe("light-1", { ...lamp });
    memory.amend("light-1", { name: "Lamp" });
    expect(takeAll(memory)).toEqual([]);
  });

  it("tells all that a confirming report names, changed or not", () => {
    const memory = createRegisteredMemory("light-1");
    memory.report("light-1", { power: true, brightness: 10 }, false);
    takeAll(memory);
    memory.report("light-1", { power: true, extras: {} }, true);
    expect(takeAll(memory)).toEqual([{ event: "STATE_UPDATE", deviceId: "light-1", data: { power: true } }]);
  });

  it("folds what is said while nothing can be told to one event of each kind", () => {
    const memory = createRegisteredMemory("light-1", "light-2");
    for (let brightness = 0; brightness <= 100; brightness += 1) {
      memory.report("light-1", { brightness }, false);
      memory.report("light-2", { power: brightness % 2 === 0, extras: { step: { n: brightness } } }, false);
      memory.measure("light-1", [{ key: "rssi", value: -brightness }]);
    }
    memory.report("light-1", { color: null }, false);
    expect(takeAll(memory)).toEqual([
      { event: "STATE_UPDATE", deviceId: "light-1", data: { brightness: 100, color: null } },
      { event: "METRIC_UPDATE", deviceId: "light-1", data: { metrics: [{ key: "rssi", value: -100 }] } },
      { event: "STATE_UPDATE", deviceId: "light-2", data: { power: true, extras: { step: { n: 100 } } } },
    ]);
  });

  it("keeps the newest of as many metrics as one event takes", () => {
    const memory = createRegisteredMemory("light-1");
    for (let key = 0; key < 300; key += 1) memory.measure("light-1", [{ key: `m${key}`, value: key }]);
    const [event] = takeAll(memory);
    const metrics = event?.event === "METRIC_UPDATE" ? event.data.metrics : [];
    expect(metrics).toHaveLength(256);
    expect(metrics.at(0)?.key).toBe("m44");
    expect(metrics.at(-1)?.key).toBe("m299");
  });

  it("tells everything again in a new session", () => {
    const memory = createRegisteredMemory("light-1");
    memory.report("light-1", { power: true }, false);
    memory.report("light-1", { brightness: 10, extras: { a: 1 } }, false);
    memory.reportAvailability("light-1", { status: "online" });
    memory.amend("light-1", { tags: ["kitchen"], properties: { model: "M1" } });
    takeAll(memory);
    memory.amend("light-1", { properties: { manufacturer: "ACME" } });
    memory.resync(["light-1"]);
    expect(takeAll(memory)).toEqual([
      {
        event: "DEVICE_DISCOVERED",
        deviceId: "light-1",
        data: { ...lamp, tags: ["kitchen"], properties: { model: "M1", manufacturer: "ACME" } },
      },
      { event: "DEVICE_AVAILABILITY", deviceId: "light-1", data: { status: "online" } },
      { event: "STATE_UPDATE", deviceId: "light-1", data: { power: true, brightness: 10, extras: { a: 1 } } },
    ]);
  });

  it("tells an update of a description as an update", () => {
    const memory = createRegisteredMemory("light-1");
    memory.amend("light-1", { name: "Desk lamp" });
    memory.amend("light-1", { target: { host: "192.168.1.20" } });
    expect(takeAll(memory)).toEqual([
      {
        event: "DEVICE_UPDATED",
        deviceId: "light-1",
        data: { name: "Desk lamp", target: { host: "192.168.1.20" } },
      },
    ]);
  });

  it("removes at the next registration what was removed while the hub was away", () => {
    const memory = createRegisteredMemory("light-1", "light-2");
    memory.remove("light-1");
    memory.resync(["light-1", "light-2"]);
    expect(takeAll(memory)).toEqual([
      { event: "DEVICE_REMOVED", deviceId: "light-1", data: {} },
      { event: "DEVICE_DISCOVERED", deviceId: "light-2", data: lamp },
    ]);
  });

  it("removes again what the hub still holds although it was told", () => {
    const memory = createRegisteredMemory("light-1");
    memory.remove("light-1");
    expect(takeAll(memory)).toHaveLength(1);
    memory.resync(["light-1"]);
    expect(takeAll(memory)).toEqual([{ event: "DEVICE_REMOVED", deviceId: "light-1", data: {} }]);
    memory.resync([]);
    memory.resync(["light-1"]);
    expect(takeAll(memory)).toEqual([]);
  });

  it("says nothing of a removed device that the hub does not hold", () => {
    const memory = new DeviceMemory();
    memory.describe("light-1", lamp);
    memory.remove("light-1");
    memory.resync([]);
    expect(takeAll(memory)).toEqual([]);
    expect(memory.isAnnounced("light-1")).toBe(false);
  });

  it("keeps a device that was removed and announced again", () => {
    const memory = createRegisteredMemory("light-1");
    memory.remove("light-1");
    takeAll(memory);
    memory.describe("light-1", lamp);
    memory.resync(["light-1"]);
    expect(takeAll(memory)).toEqual([{ event: "DEVICE_DISCOVERED", deviceId: "light-1", data: lamp }]);
  });

  it("leaves devices alone that it never heard of", () => {
    const memory = createRegisteredMemory("light-1");
    memory.resync(["light-1", "foreign"]);
    expect(takeAll(memory).map(({ deviceId }) => deviceId)).toEqual(["light-1"]);
  });

  it("removes unknown devices when it is told to", () => {
    const memory = createRegisteredMemory("light-1");
    memory.resync(["light-1", "late", "gone"]);
    memory.describe("late", lamp);
    memory.removeUnknown();
    const removed = takeAll(memory).filter(({ event }) => event === "DEVICE_REMOVED");
    expect(removed.map(({ deviceId }) => deviceId)).toEqual(["gone"]);
  });

  it("puts the removal of unknown devices off until the first registration, and does it once", () => {
    const memory = new DeviceMemory();
    memory.describe("light-1", lamp);
    memory.removeUnknown();
    memory.resync(["light-1", "gone"]);
    expect(takeAll(memory)[0]).toEqual({ event: "DEVICE_REMOVED", deviceId: "gone", data: {} });
    memory.resync(["light-1", "later"]);
    expect(takeAll(memory)).toHaveLength(1);
  });

  it("announces a device in full when the hub said that it does not hold it", () => {
    const memory = createRegisteredMemory("light-1");
    memory.report("light-1", { power: true }, false);
    memory.reportAvailability("light-1", { status: "offline" });
    takeAll(memory);
    memory.doubt("light-1");
    memory.describe("light-1", lamp);
    expect(takeAll(memory)).toEqual([
      { event: "DEVICE_DISCOVERED", deviceId: "light-1", data: lamp },
      { event: "DEVICE_AVAILABILITY", deviceId: "light-1", data: { status: "offline" } },
      { event: "STATE_UPDATE", deviceId: "light-1", data: { power: true } },
    ]);
  });

  it("tells a value again after the hub refused a state", () => {
    const memory = createRegisteredMemory("light-1");
    memory.report("light-1", { power: true }, false);
    takeAll(memory);
    memory.forgetState("light-1");
    memory.report("light-1", { power: true }, false);
    expect(takeAll(memory)).toHaveLength(1);
  });

  it("forgets the oldest of very many devices that were never announced", () => {
    const memory = createRegisteredMemory("light-1");
    for (let index = 0; index <= 10_000; index += 1) memory.report(`stray-${index}`, { power: true }, false);
    const ids = new Set(takeAll(memory).map(({ deviceId }) => deviceId));
    expect(ids.size).toBe(10_000);
    expect(ids.has("stray-0")).toBe(false);
    expect(memory.isAnnounced("light-1")).toBe(true);
  });
});
