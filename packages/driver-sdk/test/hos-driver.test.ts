import { CLOSE_CODES, createErrorFrame, DRIVER_ERROR_CODES, ProtocolError } from "@hos/protocol";
import { type Logger, silentLogger } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it, vi } from "vitest";
import { HosDriver } from "../src/hos-driver.ts";
import { FakeHub } from "../src/testing/fake-hub.ts";
import { createDriver, IDENTITY, LAMP, nextOf, restartUnder, startLamp } from "./start-driver.ts";

describe("HosDriver", () => {
  it("connects, registers and tells so", async () => {
    await using hub = await FakeHub.start();
    await using driver = createDriver(hub.url, { driverKey: "my_driver", name: "My driver", token: "secret" });
    expect(driver.driverKey).toBe("MY_DRIVER");
    const connected = nextOf(driver, "connected");
    const registered = nextOf(driver, "registered");
    driver.connect();
    expect(await connected).toEqual({ server: { name: "hos", version: "0.0.0-fake" }, protocolVersion: 1 });
    expect(await registered).toEqual({ sessionId: expect.any(String), devices: [] });
    expect(driver.status).toBe("registered");
    expect(await hub.nextRegistration()).toEqual({
      ...IDENTITY,
      protocolVersion: 1,
      name: "My driver",
      token: "secret",
    });
  });

  it("registers when the author says so with autoRegister false", async () => {
    await using hub = await FakeHub.start();
    await using driver = createDriver(hub.url, { autoRegister: false });
    expect(() => driver.register()).toThrow(expect.objectContaining({ code: "NOT_CONNECTED" }));
    driver.on("connected", () => driver.register());
    driver.connect();
    await driver.ready();
    expect(hub.registrations).toHaveLength(1);
  });

  it("sends every event of the protocol through its helpers", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    await hub.nextEvent("DEVICE_DISCOVERED", "light-1");
    driver.updateDevice("light-1", { name: "Desk lamp" });
    driver.updateState("light-1", { power: true, extras: { scene: "x" } });
    driver.updateMetrics("light-1", [{ key: "rssi", value: -60, unit: "dBm" }]);
    driver.reportAvailability("light-1", "offline", "unplugged");
    driver.reportAvailability("light-1", "online");
    driver.reportStatus("degraded", { code: "SLOW", message: "The bridge is slow." });
    driver.log("info", "hello", { step: 1 });
    driver.removeDevice("light-1");
    await hub.nextEvent("DEVICE_REMOVED");
    expect(hub.events.slice(1)).toEqual([
      { event: "DEVICE_UPDATED", deviceId: "light-1", data: { name: "Desk lamp" } },
      { event: "STATE_UPDATE", deviceId: "light-1", data: { power: true, extras: { scene: "x" } } },
      {
        event: "METRIC_UPDATE",
        deviceId: "light-1",
        data: { metrics: [{ key: "rssi", value: -60, unit: "dBm" }] },
      },
      { event: "DEVICE_AVAILABILITY", deviceId: "light-1", data: { status: "offline", reason: "unplugged" } },
      { event: "DEVICE_AVAILABILITY", deviceId: "light-1", data: { status: "online" } },
      { event: "DRIVER_STATUS", data: { status: "degraded", code: "SLOW", message: "The bridge is slow." } },
      { event: "DRIVER_LOG", data: { level: "info", message: "hello", fields: { step: 1 } } },
      { event: "DEVICE_REMOVED", deviceId: "light-1", data: {} },
    ]);
    expect(hub.rejections).toEqual([]);
  });

  it("sends typed events by name", async () => {
    await using hub = await FakeHub.start();
    await using driver = createDriver(hub.url);
    driver.on("registered", () => {
      driver.sendEvent("DEVICE_DISCOVERED", { device_id: "light-1", data: LAMP });
      driver.sendEvent("DRIVER_LOG", { data: { level: "info", message: "hello" } });
      driver.sendEvent("DEVICE_REMOVED", { device_id: "light-1" });
    });
    driver.connect();
    await hub.nextEvent("DRIVER_LOG");
    expect(hub.events.map(({ event }) => event)).toContain("DEVICE_DISCOVERED");
    // @ts-expect-error -- an event about a device has a device_id
    expect(() => driver.sendEvent("STATE_UPDATE", { data: { power: true } })).toThrow(TypeError);
  });

  it("throws at once for what a hub would refuse, and does not remember it", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    expect(() => driver.updateState("light-1", { brightness: 150 })).toThrow(
      /^Invalid STATE_UPDATE of light-1\. data\.brightness must be 100 or less/,
    );
    expect(() => driver.announceDevice("", LAMP)).toThrow(TypeError);
    expect(() => driver.onAction("no function" as never)).toThrow(TypeError);
    driver.updateState("light-1", { brightness: 10 });
    expect((await hub.nextEvent("STATE_UPDATE")).data).toEqual({ brightness: 10 });
    expect(hub.rejections).toEqual([]);
  });

  it("does not send an unchanged value again, unless a handler confirms it", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    driver.onAction(() => ({ state: { power: true } }));
    driver.updateState("light-1", { power: true, brightness: 10 });
    driver.updateState("light-1", { power: true, brightness: 10 });
    driver.updateState("light-1", { power: true, brightness: 20 });
    await hub.act("light-1", "turn_on");
    driver.log("info", "end");
    await hub.nextEvent("DRIVER_LOG");
    const states = hub.events.filter(({ event }) => event === "STATE_UPDATE").map(({ data }) => data);
    expect(states).toEqual([{ power: true, brightness: 10 }, { brightness: 20 }, { power: true }]);
  });

  it("tells what the hub refuses as an error event", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    const error = nextOf(driver, "error");
    driver.updateState("never-announced", { power: true });
    expect(await error).toMatchObject({
      name: "HubError",
      code: "DRIVER_WS_DEVICE_NOT_FOUND",
      ref: { event: "STATE_UPDATE", deviceId: "never-announced" },
    });
  });

  it("announces a device in full again that the hub turned out not to hold", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    driver.updateState("light-1", { power: true });
    await hub.nextEvent("STATE_UPDATE");
    hub.removeDevice("light-1");
    const error = nextOf(driver, "error");
    driver.updateState("light-1", { brightness: 10 });
    expect(await error).toMatchObject({ code: "DRIVER_WS_DEVICE_NOT_FOUND" });
    driver.announceDevice("light-1", LAMP);
    expect((await hub.nextEvent("STATE_UPDATE")).data).toEqual({ power: true, brightness: 10 });
  });

  it("sends a value again that was part of a refused state", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    driver.updateState("light-1", { power: true });
    await hub.nextEvent("STATE_UPDATE");
    const ref = { event: "STATE_UPDATE", deviceId: "light-1" };
    const refusal = new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "Invalid STATE_UPDATE.", { ref });
    const error = nextOf(driver, "error");
    hub.sendText(JSON.stringify(createErrorFrame(refusal)));
    await error;
    driver.updateState("light-1", { power: true });
    expect((await hub.nextEvent("STATE_UPDATE")).data).toEqual({ power: true });
  });

  it("logs an error that nobody listens to and goes on", async () => {
    await using hub = await FakeHub.start();
    const error = vi.fn<Logger["error"]>();
    const logger: Logger = { ...silentLogger, error, child: () => logger };
    await using driver = await startLamp(hub.url, { logger });
    hub.sendText("not json");
    await vi.waitFor(() => expect(error).toHaveBeenCalledOnce());
    expect(error.mock.calls[0]?.[1]).toMatchObject({ code: "INVALID_HUB_FRAME" });
    driver.on("registered", () => {
      throw new Error("A listener of the author's.");
    });
    await restartUnder(driver, () => hub.restart());
    expect(error).toHaveBeenCalledTimes(2);
    expect(driver.status).toBe("registered");
  });

  it("leaves a ready() that nobody answers when its signal aborts or the driver closes", async () => {
    await using driver = createDriver("ws://127.0.0.1:1/driver");
    await expect(driver.ready({ signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
    const abort = new AbortController();
    const aborted = driver.ready({ signal: abort.signal });
    abort.abort(new Error("later"));
    await expect(aborted).rejects.toThrow("later");
    const waiting = driver.ready();
    driver.connect();
    const closed = driver.close();
    await expect(waiting).rejects.toMatchObject({ code: "CLOSED" });
    await closed;
    await expect(driver.ready()).rejects.toMatchObject({ code: "CLOSED" });
    expect(() => driver.connect()).toThrow(expect.objectContaining({ code: "CLOSED" }));
  });
});

describe("HosDriver and its actions", () => {
  it("turns what a handler returns and throws into results", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    driver.onAction(({ payload }) => ({ state: { brightness: payload["brightness"] ?? null } }));
    driver.onAction({ command: "break" }, () => {
      throw Object.assign(new Error("The bulb is gone."), { code: "EBULB" });
    });
    const seen = nextOf(driver, "action");
    const result = await hub.act("light-1", "set_brightness", { brightness: 60 });
    expect(result).toMatchObject({ success: true, command: "set_brightness", stateRefresh: "updated" });
    expect((await hub.nextEvent("STATE_UPDATE")).data).toEqual({ brightness: 60 });
    expect(await seen).toMatchObject({ command: "set_brightness", payload: { brightness: 60 } });
    expect(await hub.act("light-1", "break")).toMatchObject({
      success: false,
      message: "The bulb is gone.",
      code: "EBULB",
    });
  });

  it("refuses actions for devices that it has not announced in this run", async () => {
    await using hub = await FakeHub.start();
    hub.holdDevice(IDENTITY, "light-0");
    await using driver = await startLamp(hub.url);
    driver.onAction(() => {});
    expect(await hub.act("light-0", "turn_on")).toMatchObject({ success: false, code: "UNKNOWN_DEVICE" });
  });

  it("does a command once that is asked again in the next session, and sends the result there", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    const done = Promise.withResolvers<void>();
    const handler = vi.fn<() => Promise<void>>(() => done.promise);
    driver.onAction(handler);
    const seen = nextOf(driver, "action");
    hub.sendAction({ deviceId: "light-1", command: "toggle", requestId: "r1" });
    await seen;
    await restartUnder(driver, () => hub.restart());
    hub.sendAction({ deviceId: "light-1", command: "toggle", requestId: "r1" });
    done.resolve();
    expect(await hub.nextResult("r1")).toMatchObject({ success: true });
    hub.sendAction({ deviceId: "light-1", command: "toggle", requestId: "r1" });
    expect(await hub.nextResult("r1")).toMatchObject({ success: true });
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it("keeps a result that no session could take", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    const done = Promise.withResolvers<void>();
    driver.onAction(() => done.promise);
    const seen = nextOf(driver, "action");
    hub.sendAction({ deviceId: "light-1", command: "toggle", requestId: "r1" });
    await seen;
    const lost = nextOf(driver, "disconnected");
    await hub.stop();
    await lost;
    done.resolve();
    await hub.listen();
    expect(await hub.nextResult("r1")).toMatchObject({ success: true });
  });
});

describe("HosDriver.close", () => {
  it("finishes what runs, says goodbye and leaves no handle", async () => {
    await using hub = await FakeHub.start();
    const clock = new ManualClock();
    const driver = await startLamp(hub.url, { clock });
    const done = Promise.withResolvers<void>();
    driver.onAction(() => done.promise);
    const seen = nextOf(driver, "action");
    const requestId = hub.sendAction({ deviceId: "light-1", command: "toggle" });
    await seen;
    const closed = driver.close();
    expect(driver.close()).toBe(closed);
    done.resolve();
    expect(await hub.nextResult(requestId)).toMatchObject({ success: true });
    await closed;
    expect(await hub.nextClose()).toBe(CLOSE_CODES.GOING_AWAY);
    expect(clock.pendingTimers).toBe(0);
    expect(driver.status).toBe("closed");
  });

  it("tells of the disconnection", async () => {
    await using hub = await FakeHub.start();
    const driver = await startLamp(hub.url);
    const lost = nextOf(driver, "disconnected");
    await driver.close();
    expect(await lost).toMatchObject({ code: 1001, willReconnect: false, delayMs: undefined });
  });

  it("does not wait for a handler that never ends", async () => {
    await using hub = await FakeHub.start();
    const driver = await startLamp(hub.url, { closeTimeoutMs: 0 });
    driver.onAction(() => new Promise(() => {}));
    const seen = nextOf(driver, "action");
    hub.sendAction({ deviceId: "light-1", command: "toggle" });
    await seen;
    await driver.close();
    expect(await hub.nextClose()).toBe(CLOSE_CODES.GOING_AWAY);
  });

  it("works on a driver that was never connected", async () => {
    const driver = new HosDriver({ ...IDENTITY, wsUrl: "ws://127.0.0.1:1/driver" });
    await driver.close();
    await driver[Symbol.asyncDispose]();
    expect(driver.status).toBe("closed");
  });
});
