import { ProtocolError } from "@hos/protocol";
import { describe, expect, it } from "vitest";
import { StoreError } from "../../src/index.ts";
import { createManager } from "../support/create-manager.ts";
import { LAMP, OTHER, OWNER } from "../support/devices.ts";

const BLINK = { key: "blink", payloadSchema: { type: "object" } };
const BAD_ROW = { key: "blink", payloadSchema: { type: "nonsense" } };

describe("DeviceStateManager announce", () => {
  it("makes a device that is online and tells it as discovered", () => {
    const { manager, told } = createManager();
    const change = manager.announce(OWNER, "light-1", LAMP);
    expect(told).toEqual([change]);
    expect(change).toEqual({
      event: "DEVICE_DISCOVERED",
      device_id: "light-1",
      revision: 1,
      at: "2026-01-01T00:00:00.000Z",
      device: {
        id: "light-1",
        name: "Lamp",
        deviceType: "light",
        driverKey: "MY_DRIVER",
        instanceId: "my-driver-001",
        tags: ["living-room"],
        spaceId: null,
        hidden: false,
        target: { host: "192.168.1.20" },
        properties: { manufacturer: "ACME" },
        commands: manager.catalogueOf("light-1")?.rows,
        state: {},
        extras: {},
        availability: { status: "online", reason: null, since: "2026-01-01T00:00:00.000Z" },
        reportedAt: null,
        changedAt: null,
        revision: 1,
      },
    });
    expect(manager.ownerOf("light-1")).toEqual(OWNER);
    expect(manager.devicesOf(OWNER)).toEqual(["light-1"]);
    expect(manager.deviceCountOf(OWNER)).toBe(1);
    expect(manager.size).toBe(1);
  });

  it("has empty tags, target and properties where the driver names none", () => {
    const { manager } = createManager();
    manager.announce(OWNER, "x", { name: "X", deviceType: "unheard-of" });
    expect(manager.get("x")).toMatchObject({ tags: [], target: {}, properties: {}, commands: [] });
  });

  it("tells nothing when the driver says the same again", () => {
    const { manager, told } = createManager();
    manager.announce(OWNER, "light-1", LAMP);
    expect(manager.announce(OWNER, "light-1", structuredClone(LAMP))).toBeUndefined();
    expect(told).toHaveLength(1);
    expect(manager.revision).toBe(1);
  });

  it("replaces all that was said before and keeps the state", () => {
    const { manager, told } = createManager();
    manager.announce(OWNER, "light-1", LAMP);
    manager.applyState("light-1", { power: true });
    const change = manager.announce(OWNER, "light-1", { name: "Desk", deviceType: "light" });
    expect(change).toMatchObject({ event: "DEVICE_UPDATED", revision: 3 });
    expect(told.at(-1)).toBe(change);
    expect(manager.get("light-1")).toMatchObject({
      name: "Desk",
      tags: [],
      target: {},
      properties: {},
      state: { power: true },
      revision: 3,
    });
  });

  it("compiles the catalogue once and again only when type or catalogue change", () => {
    const { manager } = createManager();
    manager.announce(OWNER, "x", { name: "X", deviceType: "x", properties: { commandCatalog: [BLINK] } });
    const first = manager.catalogueOf("x");
    manager.announce(OWNER, "x", { name: "Y", deviceType: "x", properties: { commandCatalog: [{ ...BLINK }] } });
    expect(manager.catalogueOf("x")).toBe(first);
    manager.announce(OWNER, "x", { name: "Y", deviceType: "x", properties: { commandCatalog: [{ key: "other" }] } });
    expect(manager.catalogueOf("x")?.rows).toEqual([{ key: "other" }]);
    expect(manager.get("x")?.commands).toEqual([{ key: "other" }]);
    manager.announce(OWNER, "x", { name: "Y", deviceType: "light" });
    expect(manager.get("x")?.commands.map(({ key }) => key)).toContain("set_brightness");
  });

  it("refuses a catalogue row that does not compile before anything changed", () => {
    const { manager, told } = createManager();
    const bad = { ...LAMP, name: "Other", properties: { commandCatalog: [BLINK, BAD_ROW] } };
    expect(() => manager.announce(OWNER, "new", bad)).toThrow(ProtocolError);
    expect(manager.size).toBe(0);

    manager.announce(OWNER, "light-1", LAMP);
    const before = manager.snapshot();
    expect(() => manager.announce(OWNER, "light-1", bad)).toThrow(ProtocolError);
    expect(() => manager.update("light-1", { properties: bad.properties })).toThrow(ProtocolError);
    expect(manager.snapshot()).toEqual(before);
    expect(told).toHaveLength(1);
  });

  it("refuses an id of another instance with DEVICE_CONFLICT that names the owner", () => {
    const { manager } = createManager();
    manager.announce(OWNER, "light-1", LAMP);
    const message = 'Device "light-1" belongs to MY_DRIVER/my-driver-001; use another id, or remove it there first.';
    const refused = new StoreError("DEVICE_CONFLICT", message, { deviceId: "light-1", owner: OWNER });
    expect(() => manager.announce(OTHER, "light-1", LAMP)).toThrow(refused);
    expect(manager.ownerOf("light-1")).toEqual(OWNER);
    expect(manager.devicesOf(OTHER)).toEqual([]);
  });

  it("keeps nothing of what it was given", () => {
    const { manager, told } = createManager();
    const given = structuredClone(LAMP);
    manager.announce(OWNER, "light-1", given);
    Object.assign(given.properties ?? {}, { manufacturer: "changed" });
    given.tags?.push("changed");
    expect(manager.get("light-1")).toMatchObject({ tags: LAMP.tags, properties: LAMP.properties });
    expect(told[0]).toMatchObject({ device: { tags: LAMP.tags, properties: LAMP.properties } });
  });
});

describe("DeviceStateManager update", () => {
  it("replaces the named members and merges target and properties by member", () => {
    const { manager } = createManager();
    manager.announce(OWNER, "light-1", LAMP);
    const change = manager.update("light-1", {
      name: "Desk",
      tags: [],
      target: { port: 80 },
      properties: { manufacturer: "Other", model: "M1" },
    });
    expect(change).toMatchObject({ event: "DEVICE_UPDATED", revision: 2 });
    expect(manager.get("light-1")).toMatchObject({
      name: "Desk",
      deviceType: "light",
      tags: [],
      target: { host: "192.168.1.20", port: 80 },
      properties: { manufacturer: "Other", model: "M1" },
    });
  });

  it("leaves the record of an earlier change as it was", () => {
    const { manager, told } = createManager();
    manager.announce(OWNER, "light-1", { ...LAMP, properties: { nested: { a: 1 } } });
    const sent = structuredClone(told[0]);
    manager.update("light-1", { properties: { nested: { b: 2 } }, target: { host: "elsewhere" }, tags: ["x"] });
    manager.applyState("light-1", { power: true, extras: { a: { b: 1 } } });
    expect(told[0]).toEqual(sent);
    expect(manager.since({ epoch: "E", revision: 0 })?.[0]).toEqual(sent);
  });

  it("tells nothing when nothing changes", () => {
    const { manager, told } = createManager();
    manager.announce(OWNER, "light-1", LAMP);
    expect(manager.update("light-1", { target: { host: "192.168.1.20" } })).toBeUndefined();
    expect(told).toHaveLength(1);
  });
});

describe("DeviceStateManager remove", () => {
  it("takes the device and its state away and frees the id", () => {
    const { manager, told } = createManager();
    manager.announce(OWNER, "light-1", LAMP);
    manager.applyState("light-1", { power: true });
    const change = manager.remove("light-1");
    expect(change).toEqual({
      event: "DEVICE_REMOVED",
      device_id: "light-1",
      revision: 3,
      at: "2026-01-01T00:00:00.000Z",
    });
    expect(told.at(-1)).toBe(change);
    expect([manager.get("light-1"), manager.ownerOf("light-1"), manager.catalogueOf("light-1")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(manager.devicesOf(OWNER)).toEqual([]);

    expect(manager.announce(OTHER, "light-1", LAMP)).toMatchObject({
      event: "DEVICE_DISCOVERED",
      revision: 4,
      device: { instanceId: "my-driver-002", state: {}, revision: 4 },
    });
  });

  it("does nothing for an id that is not there", () => {
    const { manager, told } = createManager();
    expect(manager.remove("light-1")).toBeUndefined();
    expect(told).toEqual([]);
  });
});

describe("DeviceStateManager", () => {
  it("refuses what is said of an unknown device with DEVICE_NOT_FOUND", () => {
    const { manager } = createManager();
    const refused = expect.objectContaining({ code: "DEVICE_NOT_FOUND", deviceId: "x" });
    expect(() => manager.update("x", {})).toThrow(refused);
    expect(() => manager.applyState("x", {})).toThrow(refused);
    expect(() => manager.reportAvailability("x", { status: "online" })).toThrow(refused);
    expect(() => manager.setSettings("x", {})).toThrow(refused);
  });

  it("lists live views in the order of announcement", () => {
    const { manager } = createManager();
    for (const id of ["b", "a", "c"]) manager.announce(OWNER, id, LAMP);
    manager.remove("b");
    manager.announce(OWNER, "b", LAMP);
    expect(Array.from(manager.list(), ({ id }) => id)).toEqual(["a", "c", "b"]);
    expect([...manager.list()][0]).toBe(manager.get("a"));
  });
});
