import { describe, expect, it } from "vitest";
import { PlainDriver } from "../support/plain-driver.ts";
import { RunningHub } from "../support/running-hub.ts";

const register = (params: object, topLevel: object = {}) => ({ method: "driver.register", params, ...topLevel });
const good = { driverKey: "TEST", instanceId: "one", protocolVersion: 1 };

describe("the handshake", () => {
  it("greets before anything else", async () => {
    await using running = await RunningHub.start();
    await using driver = new PlainDriver(running.url);
    expect(await driver.next()).toEqual({
      ok: true,
      event: "CONNECTED",
      protocolVersion: 1,
      server: { name: "hos", version: "1.2.3" },
    });
  });

  it("answers a registration with the session and the devices that the hub holds", async () => {
    await using running = await RunningHub.start({ createId: () => "an-id" });
    const first = await running.lamp();
    await first.close();
    await using driver = await PlainDriver.connect(running.url);
    expect(await driver.register()).toEqual({
      ok: true,
      event: "REGISTERED",
      driverKey: "TEST",
      instanceId: "one",
      protocolVersion: 1,
      sessionId: "an-id",
      devices: ["light-1"],
    });
  });

  it("accepts protocolVersion beside params, and name and version", async () => {
    await using running = await RunningHub.start();
    await using driver = await PlainDriver.connect(running.url);
    const params = { driverKey: "TEST", instanceId: "one", name: "A driver", version: "3.1" };
    driver.send(register(params, { protocolVersion: 1 }));
    expect(await driver.next()).toMatchObject({ event: "REGISTERED" });
    expect(running.hub.drivers.get({ driverKey: "TEST", instanceId: "one" })).toMatchObject({
      name: "A driver",
      version: "3.1",
      address: "127.0.0.1",
      sessionId: expect.any(String),
    });
  });

  it.each([
    [
      "a missing version",
      { driverKey: "TEST", instanceId: "one" },
      "protocolVersion is required for driver.register.",
      "Set protocolVersion: 1.",
    ],
    [
      "a bad key",
      { ...good, driverKey: "no" },
      "Invalid driver.register payload.",
      "driverKey must match [A-Z0-9_] and be 2-64 chars.",
    ],
    [
      "a bad instance",
      { ...good, instanceId: "a b" },
      "Invalid driver.register payload.",
      "instanceId must match [a-zA-Z0-9:_-] and be 1-128 chars.",
    ],
  ])("refuses %s in the words of the protocol and stays open", async (...row) => {
    const [, params, error, detail] = row;
    await using running = await RunningHub.start();
    await using driver = await PlainDriver.connect(running.url);
    driver.send(register(params));
    expect(await driver.next()).toEqual({
      ok: false,
      code: "DRIVER_WS_VALIDATION_ERROR",
      error,
      details: [detail],
      protocolVersion: 1,
      ref: { event: "driver.register" },
    });
    expect(await driver.register()).toMatchObject({ event: "REGISTERED" });
  });

  it("answers a version that it does not speak and closes with 4004", async () => {
    await using running = await RunningHub.start();
    await using driver = await PlainDriver.connect(running.url);
    driver.send(register({ ...good, protocolVersion: 2 }));
    expect(await driver.next()).toMatchObject({ ok: false, code: "DRIVER_WS_UNSUPPORTED_VERSION" });
    expect(await driver.ended()).toEqual({ code: 4004, reason: "unsupported_version" });
    expect(running.hub.drivers.list()).toEqual([]);
  });

  it("refuses a second registration and keeps the session", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    driver.send(register(good));
    expect(await driver.next()).toMatchObject({
      code: "DRIVER_WS_ALREADY_REGISTERED",
      ref: { event: "driver.register" },
    });
    driver.send(register({ ...good, protocolVersion: 2 }));
    expect(await driver.next()).toMatchObject({ code: "DRIVER_WS_UNSUPPORTED_VERSION" });
    driver.event("STATE_UPDATE", "light-1", { power: true });
    await driver.settle();
    expect(running.hub.devices.get("light-1")?.state).toEqual({ power: true });
  });

  it.each([
    ["an event", { event: "STATE_UPDATE", device_id: "light-1", data: {} }, "STATE_UPDATE"],
    ["a bulk", { method: "driver.events", params: { events: [{ event: "DRIVER_LOG" }] } }, "driver.events"],
  ])("answers %s before registration with NOT_REGISTERED and stays open", async (_name, frame, event) => {
    await using running = await RunningHub.start();
    await using driver = await PlainDriver.connect(running.url);
    driver.send(frame);
    expect(await driver.next()).toMatchObject({ code: "DRIVER_WS_NOT_REGISTERED", ref: { event } });
    expect(driver.waiting).toBe(0);
    expect(await driver.register()).toMatchObject({ event: "REGISTERED" });
  });

  it("closes with 4002 when nobody registers in time", async () => {
    await using running = await RunningHub.start();
    await using driver = await PlainDriver.connect(running.url);
    running.clock.advance(9_999);
    driver.send({ event: "SYNC" });
    await driver.next();
    running.clock.advance(1);
    expect(await driver.ended()).toEqual({ code: 4002, reason: "register_timeout" });
  });

  it("does not time out a driver that registered", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.driver();
    running.clock.advance(15_000);
    await driver.settle();
    expect(running.hub.drivers.list()).toMatchObject([{ status: "connected" }]);
  });
});
