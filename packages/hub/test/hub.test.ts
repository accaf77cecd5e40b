import { MemoryDevicePersistence } from "@hos/state-store";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { createHub, DEFAULT_HUB_LIMITS } from "../src/index.ts";
import { PlainDriver } from "./support/plain-driver.ts";
import { RunningHub } from "./support/running-hub.ts";

const origin = { via: "embedded" } as const;
const turnOn = { deviceId: "light-1", command: "turn_on", origin } as const;

describe("Hub", () => {
  it("takes a command from the caller to the driver and its outcome back", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    const payload = { brightness: 60 };
    const outcome = running.hub.commands.dispatch({
      deviceId: "light-1",
      command: "set_brightness",
      payload,
      wait: "confirmed",
      origin,
    });
    const action = await driver.next();
    const { requestId } = action["data"] as { requestId: string };
    expect(action).toEqual({
      event: "ACTION",
      device_id: "light-1",
      data: {
        deviceId: "light-1",
        command: "set_brightness",
        action: "set_brightness",
        payload,
        requestId,
        correlationId: requestId,
        timeoutMs: 5000,
      },
    });
    driver.event("ACTION_RESULT", "light-1", { success: true, requestId });
    driver.event("STATE_UPDATE", "light-1", payload);
    expect(await outcome).toMatchObject({ ok: true, answer: { commandId: requestId, status: "confirmed" } });
    expect(running.hub.devices.get("light-1")?.state).toEqual(payload);
    expect(running.told).toEqual([
      "DRIVER_CONNECTED",
      "DEVICE_DISCOVERED",
      "ACTION_REQUESTED",
      "ACTION_DISPATCHED",
      "ACTION_SUCCEEDED",
      "STATE_UPDATE",
      "ACTION_CONFIRMED",
    ]);
  });

  it("takes the state before the result, and a report that changes nothing, for a confirmation", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    driver.event("STATE_UPDATE", "light-1", { power: true });
    await driver.settle();
    const outcome = running.hub.commands.dispatch({ ...turnOn, wait: "confirmed" });
    await driver.next();
    driver.event("STATE_UPDATE", "light-1", { power: true });
    driver.event("ACTION_RESULT", "light-1", { success: true });
    expect(await outcome).toMatchObject({ ok: true, answer: { status: "confirmed" } });
  });

  it.each([
    ["correlationId", (requestId: string) => ({ success: true, correlationId: requestId })],
    ["the name of the command", () => ({ success: true, command: "turn_on" })],
    ["nothing at all", () => ({ success: true })],
  ])("ties a result to its command by %s", async (_name, createResult) => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    const outcome = running.hub.commands.dispatch(turnOn);
    const { requestId } = (await driver.next())["data"] as { requestId: string };
    driver.event("ACTION_RESULT", "light-1", createResult(requestId));
    expect(await outcome).toMatchObject({ ok: true, answer: { commandId: requestId } });
  });

  it("takes a result that answers nothing without a word", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    driver.event("ACTION_RESULT", "light-1", { success: true, requestId: "of-an-earlier-run" });
    await driver.settle();
    expect(running.told).toEqual(["DRIVER_CONNECTED", "DEVICE_DISCOVERED"]);
  });

  it("fails the commands of a device that a person removes", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    const outcome = running.hub.commands.dispatch(turnOn);
    await driver.next();
    running.hub.removeDevice("light-1");
    expect(await outcome).toMatchObject({ ok: false });
  });

  it("tells every listener all live events in one order, although a listener causes some and one throws", async () => {
    await using running = await RunningHub.start();
    const { hub } = running;
    hub.events.on("live", () => {
      throw new Error("broken listener");
    });
    hub.events.on("live", ({ event }) => {
      if (event === "STATE_UPDATE") void hub.commands.dispatch(turnOn);
    });
    const heard: string[] = [];
    hub.events.on("live", ({ event }) => heard.push(event));
    await using driver = await running.lamp();
    driver.event("STATE_UPDATE", "light-1", { brightness: 1 });
    expect(await driver.next()).toMatchObject({ event: "ACTION" });
    expect(heard).toEqual([
      "DRIVER_CONNECTED",
      "DEVICE_DISCOVERED",
      "STATE_UPDATE",
      "ACTION_REQUESTED",
      "ACTION_DISPATCHED",
    ]);
    expect(running.told).toEqual(heard);
    expect(running.errors).toHaveLength(5);
  });

  it("tells of sessions and of rejected frames", async () => {
    await using running = await RunningHub.start();
    const { events } = running.hub;
    const told: unknown[] = [];
    const driver = { driverKey: "TEST", instanceId: "one" };
    events.on("sessionOpened", ({ driver: who, address }) => told.push(["opened", who, address]));
    events.on("sessionClosed", ({ driver: who, end }) => told.push(["closed", who, end]));
    events.on("frameRejected", ({ driver: who, error }) => told.push(["rejected", who, error.code]));
    const client = await PlainDriver.connect(running.url);
    client.send("nonsense");
    await client.next();
    await client.register();
    await client.settle();
    const closed = running.sessionClosed();
    await client.close();
    await closed;
    expect(told).toEqual([
      ["rejected", undefined, "DRIVER_WS_VALIDATION_ERROR"],
      ["opened", driver, "127.0.0.1"],
      ["rejected", driver, "DRIVER_WS_VALIDATION_ERROR"],
      ["closed", driver, { code: 1000, reason: "closed_by_driver" }],
    ]);
  });
});

describe("a hub that restarts", () => {
  it("serves the devices of the run before and knows whose they are", async () => {
    const persistence = new MemoryDevicePersistence();
    const first = await RunningHub.start({ persistence });
    const driver = await first.lamp();
    driver.event("STATE_UPDATE", "light-1", { power: true });
    await driver.settle();
    await first[Symbol.asyncDispose]();
    await using second = await RunningHub.start({ persistence });
    expect(second.hub.devices.get("light-1")).toMatchObject({
      state: { power: true },
      availability: { status: "unknown", reason: "hub_restarted" },
    });
    expect(second.hub.drivers.list()).toEqual([
      expect.objectContaining({ instanceId: "one", status: "disconnected", reason: "hub_restarted", devices: 1 }),
    ]);
    await using returned = await second.lamp();
    expect(second.told).toEqual(["DRIVER_CONNECTED", "DEVICE_AVAILABILITY"]);
    expect(returned.waiting).toBe(0);
  });
});

describe("Hub.close", () => {
  it.each([
    [{}, 1001, "hub_stopping"],
    [{ restarting: true }, 1012, "hub_restarting"],
  ])("with %o ends the sessions with %i", async (options, code, reason) => {
    await using running = await RunningHub.start();
    const registered = await running.lamp();
    const greeted = await PlainDriver.connect(running.url);
    await running.hub.close(options);
    expect(await registered.ended()).toEqual({ code, reason });
    expect(await greeted.ended()).toEqual({ code, reason });
    expect(running.told).toEqual(["DRIVER_CONNECTED", "DEVICE_DISCOVERED"]);
  });

  it("settles commands with HUB_STOPPING", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    const outcome = running.hub.commands.dispatch(turnOn);
    await driver.next();
    const closed = running.hub.close();
    expect(await outcome).toMatchObject({ ok: false, failure: { code: "HUB_STOPPING" } });
    await closed;
  });

  it("waits no longer than its bound for a driver that does not answer", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.lamp();
    driver.socket.pause();
    const closed = running.hub.close();
    running.clock.advance(DEFAULT_HUB_LIMITS.closeTimeoutMs);
    await closed;
    expect(running.hub.gateway.sessionCount).toBe(0);
    driver.socket.resume();
  });

  it("may be called again, and leaves neither timer nor handle", async () => {
    const before = process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP"));
    const running = await RunningHub.start();
    const drivers = [await running.lamp(), await running.driver("two"), await running.driver("three")];
    const lost = running.sessionClosed();
    drivers[2]?.socket.terminate();
    await lost;
    await Promise.all([running.hub.close(), running.hub.close()]);
    await running.hub.close({ restarting: true });
    for (const driver of drivers) await driver.ended();
    expect(running.clock.pendingTimers).toBe(0);
    expect(process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP"))).toEqual(before);
  });

  it("refuses drivers from then on", async () => {
    await using running = await RunningHub.start();
    await running.hub.close();
    const late = new PlainDriver(running.url);
    expect((await late.ended()).code).toBe(1006);
  });

  it("works before anything was started", async () => {
    const clock = new ManualClock();
    const hub = createHub({ serverVersion: "1.0.0", clock });
    await hub.close();
    expect(clock.pendingTimers).toBe(0);
  });
});
