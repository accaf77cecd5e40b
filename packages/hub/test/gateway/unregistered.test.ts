import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { PlainDriver, within } from "../support/plain-driver.ts";
import { RunningHub } from "../support/running-hub.ts";
import { startScripted, wait } from "../support/scripted-admission.ts";

/** The status with which the hub refuses an upgrade. */
async function refusal(url: string): Promise<number | undefined> {
  const socket = new WebSocket(url);
  socket.on("error", () => {});
  const [, response] = (await within(once(socket, "unexpected-response"), "a refusal")) as [
    unknown,
    { statusCode?: number },
  ];
  socket.terminate();
  return response.statusCode;
}

/** A hub whose drivers seem to come from the addresses that the test names, one after another, the last for ever. */
function startAt(addresses: (string | null)[], limits: Record<string, number>): Promise<RunningHub> {
  const [last = null] = addresses.slice(-1);
  return RunningHub.start({ addressOf: () => (addresses.length > 0 ? (addresses.shift() ?? null) : last), limits });
}

describe("sockets that have not registered", () => {
  it("are bounded in number: the one that has waited for longest makes room", async () => {
    await using running = await RunningHub.start({ limits: { unregisteredSockets: 2 } });
    await using registered = await running.driver("one");
    await using first = await PlainDriver.connect(running.url);
    await using second = await PlainDriver.connect(running.url);
    await using third = await PlainDriver.connect(running.url);
    expect(await first.ended()).toMatchObject({ code: 1006 });
    expect(await second.register("two")).toMatchObject({ event: "REGISTERED" });
    expect(await third.register("three")).toMatchObject({ event: "REGISTERED" });
    await registered.settle();
    expect(running.hub.gateway.refusals.list()).toMatchObject([{ source: "127.0.0.1", count: 1, reason: "no_room" }]);
  });

  it("do not push those out that wait for approval", async () => {
    await using test = await startScripted({ limits: { unregisteredSockets: 1 } });
    const waiting = await wait(test);
    await using first = await PlainDriver.connect(test.running.url);
    await using second = await PlainDriver.connect(test.running.url);
    await first.ended();
    test.running.hub.gateway.paired({
      driver: { driverKey: "TEST", instanceId: "one" },
      code: waiting.code,
      token: "t",
    });
    expect(await waiting.driver.next()).toMatchObject({ event: "PAIRED" });
    await waiting.driver.close();
    expect(second.waiting).toBe(0);
  });

  it("may send little before they register", async () => {
    await using running = await RunningHub.start({ limits: { unregisteredBytes: 1_000 } });
    await using driver = await PlainDriver.connect(running.url);
    driver.send({ event: "STATE_UPDATE", device_id: "light-1", data: { picture: "x".repeat(1_000) } });
    const frames = [await driver.next(), await driver.next()];
    expect(frames).toMatchObject([{ code: "DRIVER_WS_NOT_REGISTERED" }, { code: "DRIVER_WS_LIMIT_EXCEEDED" }]);
    expect(await driver.ended()).toEqual({ code: 4002, reason: "too_much_unregistered" });
  });

  it("are cut when they go on, also in the middle of a frame", async () => {
    await using running = await RunningHub.start({ limits: { unregisteredBytes: 1_000 } });
    await using driver = await PlainDriver.connect(running.url);
    // The beginning of a message that never ends: the hub must not keep it.
    driver.socket.send("x".repeat(1_500), { fin: false });
    expect(await driver.next()).toMatchObject({ code: "DRIVER_WS_LIMIT_EXCEEDED" });
    const ended = driver.ended();
    driver.socket.terminate();
    await ended;
    await using flooding = await PlainDriver.connect(running.url);
    flooding.socket.send("x".repeat(100_000), { fin: false });
    expect(await flooding.ended()).toMatchObject({ code: expect.any(Number) });
    await using calm = await running.driver();
    await calm.settle();
    expect(running.hub.gateway.sessionCount).toBe(1);
  });

  it("do not count what a driver sends right behind its registration", async () => {
    await using running = await RunningHub.start({ limits: { unregisteredBytes: 1_000 } });
    await using driver = await PlainDriver.connect(running.url);
    driver.send({ method: "driver.register", params: { driverKey: "TEST", instanceId: "one", protocolVersion: 1 } });
    for (let index = 0; index < 100; index += 1) {
      driver.event("DEVICE_DISCOVERED", `light-${index}`, { name: "Lamp", deviceType: "light" });
    }
    expect(await driver.next()).toMatchObject({ event: "REGISTERED" });
    await driver.settle();
    expect(running.hub.devices.size).toBe(100);
  });
});

describe("connections of one address", () => {
  it("are bounded, registered or not, and free again when one ends", async () => {
    await using running = await startAt(["192.168.1.5"], { connectionsPerAddress: 2 });
    await using first = await running.driver("one");
    await using second = await PlainDriver.connect(running.url);
    expect(await refusal(running.url)).toBe(429);
    await second.close();
    await first.settle();
    await using third = await running.driver("three");
    await third.settle();
    expect(running.hub.gateway.refusals.list()).toMatchObject([{ source: "192.168.1.5", reason: "HTTP_429" }]);
  });

  it("are counted for each address, for the whole of an IPv6 network, and for those that nobody knows together", async () => {
    const addresses = ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", null, null, "10.0.0.1"];
    await using running = await startAt(addresses, { connectionsPerAddress: 1 });
    await using _first = await PlainDriver.connect(running.url);
    expect(await refusal(running.url)).toBe(429);
    await using _third = await PlainDriver.connect(running.url);
    await using _fourth = await PlainDriver.connect(running.url);
    expect(await refusal(running.url)).toBe(429);
    await using _sixth = await PlainDriver.connect(running.url);
  });

  it("are not bounded for this machine", async () => {
    await using running = await RunningHub.start({ limits: { connectionsPerAddress: 1 } });
    await using first = await running.driver("one");
    await using second = await running.driver("two");
    await first.settle();
    await second.settle();
    expect(running.hub.gateway.sessionCount).toBe(2);
  });
});

describe("what is refused to sockets that have not registered", () => {
  it("is counted by address and reason", async () => {
    await using running = await startAt(["10.0.0.1", "10.0.0.1", "10.0.0.2"], {});
    await using first = await PlainDriver.connect(running.url);
    first.send("nonsense");
    await first.next();
    await using second = await PlainDriver.connect(running.url);
    await using third = await PlainDriver.connect(running.url);
    running.clock.advance(10_000);
    for (const driver of [first, second, third]) await driver.ended();
    const at = "2026-01-01T00:00:10.000Z";
    expect(running.hub.gateway.refusals.list()).toEqual([
      { source: "10.0.0.1", count: 3, reason: "register_timeout", at },
      { source: "10.0.0.2", count: 1, reason: "register_timeout", at },
    ]);
    expect(Object.fromEntries(running.hub.gateway.refusals.totals())).toEqual({
      DRIVER_WS_VALIDATION_ERROR: 1,
      register_timeout: 3,
    });
  });
});
