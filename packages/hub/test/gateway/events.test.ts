import { describe, expect, it } from "vitest";
import { RunningHub } from "../support/running-hub.ts";

const me = { driverKey: "TEST", instanceId: "one" };

describe("the events of a driver", () => {
  it.each([
    ["the canonical form", { event: "STATE_UPDATE", device_id: "light-1", data: { power: true } }],
    ["deviceId for device_id", { event: "STATE_UPDATE", deviceId: "light-1", data: { power: true } }],
    ["a driver member", { driver: "TEST", event: "STATE_UPDATE", device_id: "light-1", data: { power: true } }],
    [
      "the driver.event wrapper",
      { method: "driver.event", params: { event: "STATE_UPDATE", device_id: "light-1", data: { power: true } } },
    ],
    [
      "the bulk form",
      {
        method: "driver.events",
        params: { events: [{ event: "STATE_UPDATE", deviceId: "light-1", data: { power: true } }] },
      },
    ],
    ["unknown members", { event: "STATE_UPDATE", device_id: "light-1", data: { power: true }, sequence: 7 }],
  ])("accepts %s", async (_name, frame) => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    driver.send(frame);
    await driver.settle();
    expect(running.hub.devices.get("light-1")?.state).toEqual({ power: true });
    expect(running.live.at(-1)).toMatchObject({ event: "STATE_UPDATE", device_id: "light-1", data: { power: true } });
  });

  it("announces, changes and removes a device", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    driver.event("DEVICE_UPDATED", "light-1", { name: "Desk" });
    driver.event("DEVICE_AVAILABILITY", "light-1", { status: "offline", reason: "unplugged" });
    await driver.settle();
    expect(running.hub.devices.get("light-1")).toMatchObject({
      name: "Desk",
      availability: { status: "offline", reason: "unplugged" },
    });
    driver.event("DEVICE_REMOVED", "light-1");
    await driver.settle();
    expect(running.hub.devices.get("light-1")).toBeUndefined();
    expect(running.told).toEqual([
      "DRIVER_CONNECTED",
      "DEVICE_DISCOVERED",
      "DEVICE_UPDATED",
      "DEVICE_AVAILABILITY",
      "DEVICE_REMOVED",
    ]);
  });

  it("applies a bulk in order and rejects each event on its own", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.driver();
    const events = [
      { event: "STATE_UPDATE", device_id: "light-1", data: { power: true } },
      { event: "DEVICE_DISCOVERED", device_id: "light-1", data: { name: "Lamp", deviceType: "light" } },
      { event: "STATE_UPDATE", device_id: "light-1", data: { brightness: 400 } },
      { event: "STATE_UPDATE", device_id: "light-1", data: { brightness: 40 } },
      { event: "NONSENSE" },
    ];
    driver.send({ method: "driver.events", params: { events } });
    expect(await driver.next()).toMatchObject({
      code: "DRIVER_WS_DEVICE_NOT_FOUND",
      ref: { event: "STATE_UPDATE", device_id: "light-1" },
    });
    expect(await driver.next()).toMatchObject({
      code: "DRIVER_WS_VALIDATION_ERROR",
      ref: { event: "STATE_UPDATE", device_id: "light-1" },
    });
    expect(await driver.next()).toMatchObject({ code: "DRIVER_WS_VALIDATION_ERROR", ref: { event: "NONSENSE" } });
    await driver.settle();
    expect(running.hub.devices.get("light-1")?.state).toEqual({ brightness: 40 });
  });

  it("keeps what a driver says of itself, and its metrics", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    driver.send({ event: "DRIVER_STATUS", data: { status: "degraded", message: "slow bridge" } });
    driver.send({ event: "DRIVER_LOG", data: { level: "warn", message: "retrying", fields: { tries: 2 } } });
    driver.event("METRIC_UPDATE", "light-1", { metrics: [{ key: "rssi", value: -61, unit: "dBm" }] });
    driver.send({ event: "NONSENSE" });
    await driver.next();
    const detail = running.hub.drivers.get(me);
    expect(detail).toMatchObject({
      health: { status: "degraded", message: "slow bridge" },
      logs: [{ level: "warn", message: "retrying", fields: { tries: 2 } }],
      metrics: [{ deviceId: "light-1", key: "rssi", value: -61, unit: "dBm" }],
      faults: [{ code: "DRIVER_WS_VALIDATION_ERROR", path: "event" }, { path: "event" }],
      // register, discovered, SYNC, status, log, metric, NONSENSE; CONNECTED, REGISTERED, two errors
      traffic: { framesIn: 7, framesOut: 4, rejected: 2, sessions: 1, framesInPerSecond: 0.7 },
      deviceIds: ["light-1"],
    });
    expect(running.hub.devices.get("light-1")?.state).toEqual({});
  });

  it("rejects a value that the device type does not allow and changes nothing", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    driver.event("STATE_UPDATE", "light-1", { power: "on", brightness: 10 });
    const answer = await driver.next();
    expect(answer).toMatchObject({ code: "DRIVER_WS_VALIDATION_ERROR", error: "Invalid STATE_UPDATE." });
    expect(answer["details"]).toEqual([expect.stringContaining("data.power")]);
    expect(running.hub.devices.get("light-1")?.state).toEqual({});
  });

  it("rejects a command catalogue that does not compile, naming the row and the device", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.driver();
    const commandCatalog = [{ key: "spin", payloadSchema: { type: "nonsense" } }];
    driver.event("DEVICE_DISCOVERED", "thing-1", {
      name: "Thing",
      deviceType: "thing",
      properties: { commandCatalog },
    });
    const answer = await driver.next();
    expect(answer).toMatchObject({
      code: "DRIVER_WS_VALIDATION_ERROR",
      ref: { event: "DEVICE_DISCOVERED", device_id: "thing-1" },
    });
    expect(answer["details"]).toEqual([expect.stringContaining("commandCatalog.0")]);
    expect(running.hub.devices.size).toBe(0);
  });

  it("refuses one device too many and takes known ones on", async () => {
    await using running = await RunningHub.start({ limits: { devicesPerDriver: 1 } });
    await using driver = await running.lamp();
    driver.event("DEVICE_DISCOVERED", "light-2", { name: "Second", deviceType: "light" });
    expect(await driver.next()).toMatchObject({
      code: "DRIVER_WS_LIMIT_EXCEEDED",
      ref: { event: "DEVICE_DISCOVERED", device_id: "light-2" },
    });
    driver.event("DEVICE_DISCOVERED", "light-1", { name: "Renamed", deviceType: "light" });
    await driver.settle();
    expect(running.hub.devices.get("light-1")?.name).toBe("Renamed");
  });

  it("refuses a state update that makes the state too large, and takes those that do not on", async () => {
    await using running = await RunningHub.start({ limits: { stateMembersPerDevice: 3 } });
    await using driver = await running.lamp();
    driver.event("STATE_UPDATE", "light-1", { power: true, extras: { a: 1, b: 2 } });
    driver.event("STATE_UPDATE", "light-1", { power: false, extras: { at1700000000: 1 } });
    expect(await driver.next()).toMatchObject({
      code: "DRIVER_WS_LIMIT_EXCEEDED",
      details: ["data must use the same names again; state and extras of a device may have 3 members."],
      ref: { event: "STATE_UPDATE", device_id: "light-1" },
    });
    expect(running.hub.devices.get("light-1")?.state).toEqual({ power: true });
    driver.event("STATE_UPDATE", "light-1", { power: null, extras: { a: 5 } });
    await driver.settle();
    expect(running.hub.devices.get("light-1")).toMatchObject({ state: { power: null }, extras: { a: 5, b: 2 } });
  });

  it.each([
    ["STATE_UPDATE", { extras: { picture: "x".repeat(2_000) } }, "The state of device"],
    ["DEVICE_UPDATED", { properties: { picture: "x".repeat(2_000) } }, "The description of device"],
    [
      "DEVICE_DISCOVERED",
      { name: "Lamp", deviceType: "light", target: { picture: "x".repeat(2_000) } },
      "The description of device",
    ],
  ])("refuses %s that makes a device too large, and changes nothing", async (event, data, message) => {
    const limits = { stateBytesPerDevice: 1_000, descriptionBytesPerDevice: 1_000 };
    await using running = await RunningHub.start({ limits });
    await using driver = await running.lamp();
    const before = structuredClone(running.hub.devices.get("light-1"));
    driver.event(event, "light-1", data);
    expect(await driver.next()).toMatchObject({
      code: "DRIVER_WS_LIMIT_EXCEEDED",
      error: expect.stringContaining(message),
      ref: { event, device_id: "light-1" },
    });
    expect(running.hub.devices.get("light-1")).toEqual(before);
    expect(running.hub.drivers.get(me)?.faults.at(-1)).toMatchObject({
      code: "DRIVER_WS_LIMIT_EXCEEDED",
      path: "data",
    });
  });

  it("does not let a description grow without end by updates", async () => {
    await using running = await RunningHub.start({ limits: { descriptionBytesPerDevice: 1_000 } });
    await using driver = await running.lamp();
    for (let index = 0; index < 100; index += 1) {
      driver.event("DEVICE_UPDATED", "light-1", { properties: { [`at${index}`]: "x".repeat(100) } });
    }
    const refused = await driver.take(92);
    expect(refused.every(({ code }) => code === "DRIVER_WS_LIMIT_EXCEEDED")).toBe(true);
    driver.event("DEVICE_DISCOVERED", "light-1", { name: "Lamp", deviceType: "light" });
    driver.event("DEVICE_UPDATED", "light-1", { properties: { at: "x".repeat(100) } });
    await driver.settle();
    expect(running.hub.devices.get("light-1")?.properties).toEqual({ at: "x".repeat(100) });
  });

  it("has room for another device when a person removed one", async () => {
    await using running = await RunningHub.start({ limits: { deviceBytesPerDriver: 500 } });
    await using driver = await running.lamp();
    driver.event("STATE_UPDATE", "light-1", { extras: { picture: "x".repeat(300) } });
    driver.event("DEVICE_DISCOVERED", "light-2", { name: "Lamp", deviceType: "light" });
    driver.event("STATE_UPDATE", "light-2", { extras: { picture: "x".repeat(300) } });
    expect(await driver.next()).toMatchObject({ error: "The devices of this driver are too large." });
    running.hub.removeDevice("light-1");
    driver.event("STATE_UPDATE", "light-2", { extras: { picture: "x".repeat(300) } });
    await driver.settle();
  });

  it("answers INTERNAL when it fails itself, logs why, and lives on", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    const fault = new Error("disk on fire");
    running.hub.devices.applyState = () => {
      throw fault;
    };
    driver.event("STATE_UPDATE", "light-1", { power: true });
    const answer = await driver.next();
    expect(answer).toMatchObject({
      code: "DRIVER_WS_INTERNAL",
      ref: { event: "STATE_UPDATE", device_id: "light-1" },
    });
    expect(JSON.stringify(answer)).not.toContain("fire");
    expect(running.errors).toEqual([expect.objectContaining({ err: fault, ...me })]);
    await driver.settle();
  });
});

describe("the ownership of a device", () => {
  const events: [string, object][] = [
    ["DEVICE_DISCOVERED", { name: "Mine", deviceType: "light" }],
    ["DEVICE_UPDATED", { name: "Mine" }],
    ["DEVICE_REMOVED", {}],
    ["STATE_UPDATE", { power: true }],
    ["METRIC_UPDATE", { metrics: [{ key: "rssi", value: 1 }] }],
    ["ACTION_RESULT", { success: true }],
    ["DEVICE_AVAILABILITY", { status: "offline" }],
  ];

  it.each(events)("refuses %s for a device of another instance and names the owner", async (event, data) => {
    await using running = await RunningHub.start();
    await using owner = await running.lamp();
    await using thief = await running.driver("two");
    thief.event(event, "light-1", data);
    const answer = await thief.next();
    expect(answer).toMatchObject({ code: "DRIVER_WS_DEVICE_CONFLICT", ref: { event, device_id: "light-1" } });
    expect(answer["error"]).toContain("TEST/one");
    expect(running.hub.devices.get("light-1")).toMatchObject({ name: "Lamp", instanceId: "one", state: {} });
    await owner.settle();
  });

  it.each(events.slice(1))("answers %s for a device that nobody announced", async (event, data) => {
    await using running = await RunningHub.start();
    await using driver = await running.driver();
    driver.event(event, "light-9", { ...data, ...(event === "ACTION_RESULT" && { requestId: "r1" }) });
    expect(await driver.next()).toMatchObject({
      code: "DRIVER_WS_DEVICE_NOT_FOUND",
      ref: { event, device_id: "light-9", ...(event === "ACTION_RESULT" && { requestId: "r1" }) },
    });
  });

  it("stays with an owner that is away, until it gives the device up", async () => {
    await using running = await RunningHub.start();
    const owner = await running.lamp();
    await owner.close();
    running.clock.advance(60_000);
    await using other = await running.driver("two");
    other.event("DEVICE_DISCOVERED", "light-1", { name: "Mine", deviceType: "light" });
    expect(await other.next()).toMatchObject({ code: "DRIVER_WS_DEVICE_CONFLICT" });
    await using returned = await running.driver("one");
    returned.event("DEVICE_REMOVED", "light-1");
    await returned.settle();
    other.event("DEVICE_DISCOVERED", "light-1", { name: "Mine", deviceType: "light" });
    await other.settle();
    expect(running.hub.devices.get("light-1")?.instanceId).toBe("two");
  });

  it("is free again when a person removes the device", async () => {
    await using running = await RunningHub.start();
    await using owner = await running.lamp();
    await using other = await running.driver("two");
    expect(running.hub.removeDevice("light-1")).toBe(true);
    expect(running.hub.removeDevice("light-1")).toBe(false);
    other.event("DEVICE_DISCOVERED", "light-1", { name: "Mine", deviceType: "light" });
    await other.settle();
    owner.event("STATE_UPDATE", "light-1", { power: true });
    expect(await owner.next()).toMatchObject({ code: "DRIVER_WS_DEVICE_CONFLICT" });
  });
});
