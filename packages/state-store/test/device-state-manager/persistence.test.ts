import type { DeviceSettings } from "@hos/protocol/rest";
import { describe, expect, it } from "vitest";
import { type DevicePersistence, MemoryDevicePersistence } from "../../src/index.ts";
import { ControlledPersistence } from "../support/controlled-persistence.ts";
import { createManager } from "../support/create-manager.ts";
import { createStored, LAMP, OTHER, OWNER, settle } from "../support/devices.ts";

const DESK: DeviceSettings = { name: "Desk", spaceId: "study", hidden: true };

async function devicesIn(persistence: DevicePersistence) {
  return (await persistence.load()).devices;
}

async function createStarted() {
  const persistence = new ControlledPersistence();
  const context = createManager({ persistence });
  await context.manager.start();
  return { ...context, persistence };
}

describe("DeviceStateManager start", () => {
  it("brings back what an earlier manager held, as unknown since the start", async () => {
    const persistence = new MemoryDevicePersistence();
    const first = createManager({ persistence });
    await first.manager.start();
    first.manager.announce(OWNER, "a", { ...LAMP, properties: { commandCatalog: [{ key: "blink" }] } });
    first.manager.announce(OWNER, "gone", LAMP);
    first.manager.applyState("a", { power: true, extras: { link: { quality: 80 } } });
    first.manager.setSettings("a", DESK);
    first.manager.remove("gone");
    const [before] = first.manager.snapshot().devices;
    await first.manager.close();

    const second = createManager({ persistence, epoch: "E2" });
    second.clock.advance(60_000);
    await second.manager.start();
    const availability = { status: "unknown", reason: "hub_restarted", since: "2026-01-01T00:01:00.000Z" };
    expect(second.manager.snapshot()).toEqual({
      epoch: "E2",
      revision: 0,
      devices: [{ ...before, availability, revision: 0 }],
    });
    expect(second.told).toEqual([]);
    expect(second.manager.catalogueOf("a")?.rows).toEqual([{ key: "blink" }]);
    expect(second.manager.devicesOf(OWNER)).toEqual(["a"]);
  });

  it("brings a loaded device online when its driver announces it unchanged", async () => {
    const persistence = new MemoryDevicePersistence();
    await persistence.save([createStored("a"), createStored("b")]);
    const { manager, clock, told } = createManager({ persistence });
    await manager.start();
    manager.driverReturned(OWNER);
    const { name, deviceType } = createStored("a").description;
    manager.announce(OWNER, "a", { name, deviceType });
    clock.advance(5_000);
    expect(told).toMatchObject([
      { event: "DEVICE_AVAILABILITY", device_id: "a", availability: { status: "online" }, revision: 1 },
      {
        device_id: "b",
        availability: { status: "unknown", reason: "not_announced", since: "2026-01-01T00:00:00.000Z" },
      },
    ]);
  });

  it("keeps what a person set for a device that was removed before, also over two restarts", async () => {
    const persistence = new MemoryDevicePersistence();
    const first = createManager({ persistence });
    await first.manager.start();
    first.manager.announce(OWNER, "a", LAMP);
    first.manager.setSettings("a", DESK);
    first.manager.remove("a");
    await first.manager.close();

    const second = createManager({ persistence });
    await second.manager.start();
    expect(second.manager.size).toBe(0);
    await second.manager.close();

    const third = createManager({ persistence });
    await third.manager.start();
    third.manager.announce(OTHER, "a", LAMP);
    expect(third.manager.get("a")).toMatchObject({ name: "Desk", spaceId: "study", hidden: true });
  });

  it("keeps what a person set above what the driver announces after the restart", async () => {
    const persistence = new MemoryDevicePersistence();
    await persistence.save([createStored("a")]);
    await persistence.saveSettings([{ id: "a", settings: { name: "Desk", spaceId: "study", hidden: true } }]);
    const { manager } = createManager({ persistence });
    await manager.start();
    manager.announce(OWNER, "a", { ...LAMP, name: "Driver's" });
    expect(manager.get("a")).toMatchObject({ name: "Desk", spaceId: "study", hidden: true });
  });

  it("keeps the owner of a loaded device", async () => {
    const persistence = new MemoryDevicePersistence();
    await persistence.save([createStored("a")]);
    const { manager } = createManager({ persistence });
    await manager.start();
    expect(() => manager.announce(OTHER, "a", LAMP)).toThrow(
      expect.objectContaining({ code: "DEVICE_CONFLICT", owner: OWNER }),
    );
  });

  it("loads once", async () => {
    const persistence = new MemoryDevicePersistence();
    await persistence.save([createStored("a")]);
    const { manager } = createManager({ persistence });
    await Promise.all([manager.start(), manager.start()]);
    manager.remove("a");
    await manager.start();
    expect(manager.size).toBe(0);
  });

  it("rejects with LOAD_FAILED and the cause", async () => {
    const cause = new Error("not a database");
    const persistence = new MemoryDevicePersistence();
    persistence.load = () => Promise.reject(cause);
    await expect(createManager({ persistence }).manager.start()).rejects.toMatchObject({ code: "LOAD_FAILED", cause });
  });

  it("rejects with STARTED_LATE after a change, also one made while it loads", async () => {
    const late = createManager({ persistence: new MemoryDevicePersistence() }).manager;
    late.announce(OWNER, "a", LAMP);
    await expect(late.start()).rejects.toMatchObject({ code: "STARTED_LATE" });

    const persistence = new MemoryDevicePersistence();
    await persistence.save([createStored("a")]);
    const hasty = createManager({ persistence }).manager;
    const started = hasty.start();
    hasty.announce(OTHER, "a", LAMP);
    await expect(started).rejects.toMatchObject({ code: "STARTED_LATE" });
    expect(hasty.ownerOf("a")).toEqual(OTHER);
  });

  it("passes over a stored device that does not compile and keeps what a person set for it", async () => {
    const persistence = new MemoryDevicePersistence();
    const bad = { commandCatalog: [{ key: "x", payloadSchema: { type: "nonsense" } }] };
    const broken = createStored("bad", { description: { ...createStored("bad").description, properties: bad } });
    await persistence.save([broken, createStored("good")]);
    await persistence.saveSettings([{ id: "bad", settings: { name: "Desk", spaceId: null, hidden: false } }]);
    const { manager, logger } = createManager({ persistence });
    await manager.start();
    expect(Array.from(manager.list(), ({ id }) => id)).toEqual(["good"]);
    expect(logger.lines).toEqual(["warn: A stored device no longer fits; it returns when its driver announces it."]);
    manager.announce(OWNER, "bad", LAMP);
    expect(manager.get("bad")?.name).toBe("Desk");
  });

  it("settles at once without persistence", async () => {
    const { manager } = createManager();
    manager.announce(OWNER, "a", LAMP);
    await expect(manager.start()).resolves.toBeUndefined();
  });
});

describe("DeviceStateManager write behind", () => {
  it("writes the changes of a second in one batch", async () => {
    const { manager, clock, persistence } = await createStarted();
    manager.announce(OWNER, "a", LAMP);
    manager.announce(OWNER, "b", LAMP);
    for (let brightness = 0; brightness < 100; brightness += 1) manager.applyState("a", { brightness });
    manager.remove("b");
    clock.advance(1000);
    await settle();
    expect(persistence.calls).toEqual(["save a", "remove b"]);
    expect(await devicesIn(persistence)).toMatchObject([{ id: "a", state: { brightness: 99 } }]);
  });

  it("does not write a report that changed nothing", async () => {
    const { manager, clock, persistence } = await createStarted();
    manager.announce(OWNER, "a", LAMP);
    manager.applyState("a", { power: true });
    await manager.flush();
    manager.applyState("a", { power: true });
    clock.advance(1_000);
    await settle();
    expect(persistence.calls).toEqual(["save a"]);
  });

  it("writes availability, whoever changed it", async () => {
    const { manager, clock, persistence } = await createStarted();
    manager.announce(OWNER, "a", LAMP);
    manager.announce(OWNER, "b", LAMP);
    manager.reportAvailability("a", { status: "offline", reason: "no answer" });
    await manager.flush();
    manager.driverLost(OWNER);
    clock.advance(6_000);
    await settle();
    expect(persistence.calls).toEqual(["save a b", "save b"]);
    expect(await devicesIn(persistence)).toMatchObject([
      { availability: { status: "offline", reason: "no answer" }, heldOffline: { reason: "no answer" } },
      { availability: { status: "offline", reason: "driver_disconnected" }, heldOffline: null },
    ]);
  });

  it("writes what a person set at once", async () => {
    const { manager, persistence } = await createStarted();
    manager.announce(OWNER, "a", LAMP);
    manager.setSettings("a", DESK);
    expect(persistence.calls).toEqual(["settings a"]);
    await manager.flush();
    expect((await persistence.load()).settings).toEqual([{ id: "a", settings: DESK }]);
    expect(await devicesIn(persistence)).toMatchObject([{ description: { name: "Lamp" } }]);
    manager.setSettings("a", { name: null, spaceId: null, hidden: false });
    await manager.flush();
    expect((await persistence.load()).settings).toEqual([]);
  });

  it("writes what the driver said also where a person's name hides it", async () => {
    const { manager, persistence } = await createStarted();
    manager.announce(OWNER, "a", LAMP);
    manager.setSettings("a", DESK);
    await manager.flush();
    manager.update("a", { name: "Driver's" });
    await manager.flush();
    expect(await devicesIn(persistence)).toMatchObject([{ description: { name: "Driver's" } }]);
  });

  it("gives a batch away that later changes do not reach", async () => {
    const { manager, clock, persistence } = await createStarted();
    manager.announce(OWNER, "a", LAMP);
    manager.applyState("a", { power: true, extras: { a: { b: 1 } } });
    persistence.hold();
    clock.advance(1000);
    manager.applyState("a", { power: false, extras: { a: { b: 2 } } });
    persistence.release();
    await settle();
    expect(await devicesIn(persistence)).toMatchObject([{ state: { power: true }, extras: { a: { b: 1 } } }]);
  });

  it("goes on in memory while persistence fails, and writes it all when it works again", async () => {
    const { manager, clock, persistence, logger } = await createStarted();
    persistence.fault = new Error("disk full");
    manager.announce(OWNER, "a", LAMP);
    await expect(manager.flush()).rejects.toMatchObject({ code: "SAVE_FAILED" });
    manager.applyState("a", { power: true });
    expect(manager.get("a")?.state).toEqual({ power: true });
    persistence.fault = undefined;
    clock.advance(1000);
    await settle();
    expect(await devicesIn(persistence)).toMatchObject([{ state: { power: true } }]);
    expect(logger.lines).toHaveLength(2);
  });
});

describe("DeviceStateManager close", () => {
  it("stops the grace timers, writes what is left and closes persistence once", async () => {
    const persistence = new ControlledPersistence();
    const { manager, clock, told } = createManager({ persistence });
    await manager.start();
    manager.announce(OWNER, "a", LAMP);
    manager.announce(OTHER, "b", LAMP);
    manager.driverLost(OWNER);
    manager.driverReturned(OTHER);
    told.length = 0;
    await Promise.all([manager.close(), manager.close()]);
    await manager[Symbol.asyncDispose]();
    expect(clock.pendingTimers).toBe(0);
    expect(persistence.closed).toBe(1);
    expect(await devicesIn(persistence)).toHaveLength(2);
    clock.advance(60_000);
    expect(told).toEqual([]);
  });

  it("can be read and not changed afterwards", async () => {
    const { manager, clock } = createManager();
    manager.announce(OWNER, "a", LAMP);
    await manager.close();
    const refused = expect.objectContaining({ code: "STORE_CLOSED" });
    expect(manager.snapshot().devices).toHaveLength(1);
    expect(manager.since({ epoch: "E", revision: 0 })).toHaveLength(1);
    expect(() => manager.announce(OWNER, "a", LAMP)).toThrow(refused);
    expect(() => manager.update("a", {})).toThrow(refused);
    expect(() => manager.remove("a")).toThrow(refused);
    expect(() => manager.applyState("a", {})).toThrow(refused);
    expect(() => manager.reportAvailability("a", { status: "online" })).toThrow(refused);
    expect(() => manager.setSettings("a", {})).toThrow(refused);
    manager.driverLost(OWNER);
    manager.driverReturned(OWNER);
    expect(clock.pendingTimers).toBe(0);
  });

  it("waits for a start that is under way, which loads nothing any more", async () => {
    const loading = Promise.withResolvers<void>();
    const persistence = new ControlledPersistence();
    persistence.load = async () => {
      await loading.promise;
      return { devices: [createStored("a")], settings: [] };
    };
    const { manager } = createManager({ persistence });
    const started = manager.start();
    const closed = manager.close();
    await settle();
    expect(persistence.closed).toBe(0);
    loading.resolve();
    await Promise.all([started, closed]);
    expect(persistence.closed).toBe(1);
    expect(manager.size).toBe(0);
  });

  it("does not mind a start that failed", async () => {
    const persistence = new MemoryDevicePersistence();
    persistence.load = () => Promise.reject(new Error("not a database"));
    const { manager } = createManager({ persistence });
    await expect(manager.start()).rejects.toMatchObject({ code: "LOAD_FAILED" });
    await manager.close();
    await expect(createManager({ persistence }).manager.close()).resolves.toBeUndefined();
  });
});
