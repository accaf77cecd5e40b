import { CLOSE_CODES, DRIVER_ERROR_CODES } from "@hos/protocol";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it, vi } from "vitest";
import type { Disconnection } from "../src/connection/disconnection.ts";
import type { HosDriver } from "../src/hos-driver.ts";
import { FakeHub } from "../src/testing/fake-hub.ts";
import { createDriver, IDENTITY, LAMP, nextOf, restartUnder, startLamp } from "./start-driver.ts";

function eventsSince(hub: FakeHub, start: number) {
  return hub.events.slice(start);
}

/** Lets `next` be the next wait of the driver, told by its `disconnected`. */
async function nextDelay(driver: HosDriver, act: () => unknown): Promise<number | undefined> {
  const lost = nextOf(driver, "disconnected");
  act();
  return (await lost).delayMs;
}

describe("HosDriver and a hub that goes and comes", () => {
  it("waits 1, 2, 4, 8, 16, 30, 30 seconds for a hub that is not there", async () => {
    await using hub = await FakeHub.start();
    const { url } = hub;
    await hub.stop();
    const clock = new ManualClock();
    await using driver = createDriver(url, { clock, random: () => 0.5, reconnect: true });
    const delays: (number | undefined)[] = [await nextDelay(driver, () => driver.connect())];
    while (delays.length < 7) delays.push(await nextDelay(driver, () => clock.advance(delays.at(-1) ?? 0)));
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    await hub.listen();
    clock.advance(30_000);
    await driver.ready();
  });

  it("tells the hub all it knows again after a restart that forgot everything", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    driver.announceDevice("light-2", { ...LAMP, tags: ["kitchen"] });
    driver.updateDevice("light-2", { name: "Kitchen lamp" });
    driver.updateState("light-1", { power: true, extras: { a: { b: 1 } } });
    driver.updateState("light-1", { brightness: 40, extras: { a: { c: 2 } } });
    driver.reportAvailability("light-2", "offline", "unplugged");
    driver.reportStatus("degraded");
    await hub.nextEvent("DRIVER_STATUS");
    const start = hub.events.length;
    await restartUnder(driver, () => hub.restart({ forget: true }));
    driver.log("info", "end");
    await hub.nextEvent("DRIVER_LOG");
    expect(eventsSince(hub, start).slice(0, -1)).toEqual([
      { event: "DRIVER_STATUS", data: { status: "degraded" } },
      { event: "DEVICE_DISCOVERED", deviceId: "light-1", data: LAMP },
      {
        event: "STATE_UPDATE",
        deviceId: "light-1",
        data: { power: true, brightness: 40, extras: { a: { b: 1, c: 2 } } },
      },
      {
        event: "DEVICE_DISCOVERED",
        deviceId: "light-2",
        data: { ...LAMP, name: "Kitchen lamp", tags: ["kitchen"] },
      },
      { event: "DEVICE_AVAILABILITY", deviceId: "light-2", data: { status: "offline", reason: "unplugged" } },
    ]);
    expect(hub.rejections).toEqual([]);
  });

  it("folds what is said while the hub is away to the newest of each device", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    const lost = nextOf(driver, "disconnected");
    await hub.stop();
    await lost;
    const start = hub.events.length;
    for (let brightness = 0; brightness <= 100; brightness += 1) driver.updateState("light-1", { brightness });
    driver.updateState("light-1", { power: true });
    driver.announceDevice("light-2", LAMP);
    await hub.listen();
    await driver.ready();
    driver.log("info", "end");
    await hub.nextEvent("DRIVER_LOG");
    expect(eventsSince(hub, start).slice(0, -1)).toEqual([
      { event: "DEVICE_DISCOVERED", deviceId: "light-1", data: LAMP },
      { event: "STATE_UPDATE", deviceId: "light-1", data: { brightness: 100, power: true } },
      { event: "DEVICE_DISCOVERED", deviceId: "light-2", data: LAMP },
    ]);
  });

  it("removes on return what was removed meanwhile and leaves alone what it does not know", async () => {
    await using hub = await FakeHub.start();
    hub.holdDevice(IDENTITY, "of-an-earlier-run");
    await using driver = await startLamp(hub.url);
    driver.announceDevice("light-2", LAMP);
    await hub.nextEvent("DEVICE_DISCOVERED", "light-2");
    const lost = nextOf(driver, "disconnected");
    await hub.stop();
    await lost;
    driver.removeDevice("light-2");
    await hub.listen();
    await hub.nextEvent("DEVICE_REMOVED", "light-2");
    expect(hub.device("of-an-earlier-run")).toBeDefined();
    driver.removeUnknownDevices();
    await hub.nextEvent("DEVICE_REMOVED", "of-an-earlier-run");
    expect(hub.device("light-1")).toBeDefined();
  });

  it("announces once what its registered listener announces each time", async () => {
    await using hub = await FakeHub.start();
    await using driver = createDriver(hub.url);
    driver.on("registered", () => driver.announceDevice("light-1", LAMP));
    driver.connect();
    await hub.nextEvent("DEVICE_DISCOVERED");
    await restartUnder(driver, () => hub.restart());
    driver.log("info", "end");
    await hub.nextEvent("DRIVER_LOG");
    expect(hub.events.filter(({ event }) => event === "DEVICE_DISCOVERED")).toHaveLength(2);
  });

  it.each([
    [4003, "UNAUTHORIZED"],
    [4004, "UNSUPPORTED_VERSION"],
  ])("stays away after %i and tells why", async (closeCode, code) => {
    await using hub = await FakeHub.start();
    const clock = new ManualClock();
    await using driver = await startLamp(hub.url, { clock });
    const lost = nextOf(driver, "disconnected");
    const error = nextOf(driver, "error");
    await hub.closeConnections(closeCode, "Not any more.");
    expect(await lost).toEqual({ code: closeCode, reason: "Not any more.", willReconnect: false, delayMs: undefined });
    expect(await error).toMatchObject({ code, message: expect.stringContaining("Not any more.") });
    expect(clock.pendingTimers).toBe(0);
    expect(driver.status).toBe("idle");
    expect(hub.connections).toBe(0);
  });

  it("stays away when a newer session of its identity takes over", async () => {
    await using hub = await FakeHub.start();
    const clock = new ManualClock();
    await using older = await startLamp(hub.url, { clock });
    const replaced = nextOf(older, "replaced");
    const lost = nextOf(older, "disconnected");
    await using newer = await startLamp(hub.url);
    expect(await replaced).toEqual({ reason: "A newer session took over." });
    expect(await lost).toMatchObject({ code: CLOSE_CODES.REPLACED, willReconnect: false });
    expect(clock.pendingTimers).toBe(0);
    await expect(nextReady(older)).rejects.toMatchObject({ name: "TimeoutError" });
    expect(newer.status).toBe("registered");
    expect(hub.connections).toBe(1);
  });

  it("says why a registration is not valid, and does not try it again", async () => {
    await using hub = await FakeHub.start();
    hub.rejectRegistration({
      code: DRIVER_ERROR_CODES.VALIDATION_ERROR,
      message: "Invalid driver.register payload.",
      details: ["driverKey is reserved."],
    });
    const clock = new ManualClock();
    await using driver = createDriver(hub.url, { clock });
    const error = nextOf(driver, "error");
    const lost = nextOf(driver, "disconnected");
    const refused = driver.ready().catch((fault: unknown) => fault);
    driver.connect();
    expect(await error).toMatchObject({
      code: "DRIVER_WS_VALIDATION_ERROR",
      message: "Invalid driver.register payload.",
      details: ["driverKey is reserved."],
      ref: { event: "driver.register" },
    });
    expect(await lost).toMatchObject({ willReconnect: false });
    expect(await refused).toMatchObject({ code: "DISCONNECTED" });
    expect(await hub.nextClose()).toBe(CLOSE_CODES.NORMAL);
    await vi.waitFor(() => expect(driver.status).toBe("idle"));
    expect(hub.registrations).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
    hub.acceptRegistration();
    driver.connect();
    await driver.ready();
  });

  it("comes back to a hub that refused for now", async () => {
    await using hub = await FakeHub.start();
    hub.rejectRegistration({
      code: DRIVER_ERROR_CODES.PAIRING_REQUIRED,
      closeCode: CLOSE_CODES.REGISTER_TIMEOUT,
    });
    await using driver = createDriver(hub.url);
    const error = nextOf(driver, "error");
    driver.connect();
    expect(await error).toMatchObject({ code: "DRIVER_WS_PAIRING_REQUIRED" });
    hub.acceptRegistration();
    await driver.ready();
  });

  it("notices a half-open connection within two heartbeats and returns", async () => {
    await using hub = await FakeHub.start();
    const clock = new ManualClock();
    await using driver = await startLamp(hub.url, { clock, random: () => 0.5, reconnect: true });
    const losses: Disconnection[] = [];
    driver.on("disconnected", (loss) => losses.push(loss));
    driver.onAction(() => ({ state: { power: true } }));
    clock.advance(20_000);
    await hub.nextPing();
    // The pong goes ahead of the action, so it has come when the result has.
    await hub.act("light-1", "turn_on");
    hub.stopAnswering();
    clock.advance(20_000);
    await hub.nextPing();
    clock.advance(20_000);
    await hub.nextPing();
    expect(losses).toEqual([]);
    clock.advance(20_000);
    expect(losses).toEqual([{ code: 1006, reason: "The hub does not answer.", willReconnect: true, delayMs: 1_000 }]);
    clock.advance(1_000);
    await driver.ready();
    expect(hub.device("light-1")?.state).toEqual({ power: true });
  });

  it("folds states while the hub does not read, and delivers the newest when it does", async () => {
    await using hub = await FakeHub.start({ deadlineMs: 10_000 });
    await using driver = await startLamp(hub.url);
    await hub.nextEvent("DEVICE_DISCOVERED");
    hub.pauseReading();
    const padding = "x".repeat(20_000);
    const updates = 3_000;
    for (let step = 1; step <= updates; step += 1)
      driver.updateState("light-1", { step, padding: `${padding}${step}` });
    driver.onAction(() => {});
    hub.resumeReading();
    await vi.waitFor(() => expect(hub.device("light-1")?.state["step"]).toBe(updates), { timeout: 10_000 });
    const arrived = hub.events.filter(({ event }) => event === "STATE_UPDATE").length;
    expect(arrived).toBeLessThan(updates / 2);
    expect(driver.status).toBe("registered");
  });
});

function nextReady(driver: HosDriver): Promise<void> {
  return driver.ready({ signal: AbortSignal.timeout(100) });
}
