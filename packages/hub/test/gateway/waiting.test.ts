import { describe, expect, it } from "vitest";
import { PlainDriver } from "../support/plain-driver.ts";
import { ONE, startScripted, wait } from "../support/scripted-admission.ts";

const TOKEN = "hosd_01J_secret";

describe("a session that waits for approval", () => {
  it("is told the code and until when it holds", async () => {
    await using test = await startScripted();
    await using driver = await PlainDriver.connect(test.running.url);
    expect(await driver.register()).toEqual({
      ok: false,
      code: "DRIVER_WS_PAIRING_REQUIRED",
      error: "A person has to approve this driver.",
      details: ["Approve it in the hub with the code 000001, and stay connected meanwhile."],
      protocolVersion: 1,
      pairing: { code: "000001", expiresAt: "2026-01-01T00:05:00.000Z" },
      ref: { event: "driver.register" },
    });
    expect(test.running.hub.drivers.list()).toEqual([]);
    expect(test.running.told).toEqual([]);
  });

  it.each([
    ["an event", { event: "DEVICE_DISCOVERED", device_id: "light-1", data: { name: "Lamp", deviceType: "light" } }],
    ["a bulk", { method: "driver.events", params: { events: [{ event: "DRIVER_LOG" }] } }],
    ["a registration", { method: "driver.register", params: { ...ONE, protocolVersion: 1, token: "good" } }],
  ])("may not send %s", async (_name, frame) => {
    await using test = await startScripted();
    const { driver } = await wait(test);
    driver.send(frame);
    expect(await driver.next()).toMatchObject({
      code: "DRIVER_WS_NOT_REGISTERED",
      details: ["Wait for PAIRED, which follows when TEST/one is approved; then register with its token."],
    });
    expect(test.running.hub.devices.size).toBe(0);
    expect(test.admission.asked).toHaveLength(1);
    await driver.close();
  });

  it("gets PAIRED when it is approved, and registers with the token on the same socket", async () => {
    await using test = await startScripted();
    const { driver, code } = await wait(test);
    expect(test.running.hub.gateway.paired({ driver: ONE, code, token: TOKEN })).toBe(true);
    expect(await driver.next()).toEqual({
      ok: true,
      event: "PAIRED",
      driverKey: "TEST",
      instanceId: "one",
      protocolVersion: 1,
      token: TOKEN,
    });
    expect(test.admission.ended).toEqual(["TEST/one 000001"]);
    expect(await driver.register("one", "TEST", "good")).toMatchObject({ event: "REGISTERED" });
    driver.event("DEVICE_DISCOVERED", "light-1", { name: "Lamp", deviceType: "light" });
    await driver.settle();
    expect(test.running.hub.devices.size).toBe(1);
    await driver.close();
  });

  it("has the time of a registration after PAIRED", async () => {
    await using test = await startScripted();
    const { driver, code } = await wait(test);
    test.running.clock.advance(15_000);
    test.running.hub.gateway.paired({ driver: ONE, code, token: TOKEN });
    await driver.next();
    test.running.clock.advance(9_999);
    driver.send({ event: "SYNC" });
    await driver.next();
    test.running.clock.advance(1);
    expect(await driver.ended()).toEqual({ code: 4002, reason: "register_timeout" });
  });

  it("is closed with 4002 when its code expires, not before", async () => {
    await using test = await startScripted();
    const { driver } = await wait(test);
    for (let minute = 0; minute < 4; minute += 1) {
      for (let third = 0; third < 3; third += 1) {
        test.running.clock.advance(20_000);
        driver.send({ event: "SYNC" });
        await driver.next();
      }
    }
    expect(test.admission.ended).toEqual([]);
    test.running.clock.advance(60_000);
    expect(await driver.ended()).toEqual({ code: 4002, reason: "pairing_expired" });
    expect(test.admission.ended).toEqual(["TEST/one 000001"]);
  });

  it("is approved by its own code: of two that ask for one driver, the other gets no token", async () => {
    await using test = await startScripted();
    const real = await wait(test);
    const other = await wait(test);
    expect([real.code, other.code]).toEqual(["000001", "000002"]);
    test.running.hub.gateway.paired({ driver: ONE, code: real.code, token: TOKEN });
    expect(await real.driver.next()).toMatchObject({ event: "PAIRED" });
    await real.driver.register("one", "TEST", "good");
    other.driver.send({ event: "SYNC" });
    expect(await other.driver.next()).toMatchObject({ ok: false });
    expect(other.driver.waiting).toBe(0);
    await real.driver.close();
    await other.driver.close();
  });

  it("is not paired with a code of nobody, of another driver, or after it left", async () => {
    await using test = await startScripted();
    const { gateway } = test.running.hub;
    const { driver, code } = await wait(test);
    expect(gateway.paired({ driver: ONE, code: "999999", token: TOKEN })).toBe(false);
    expect(gateway.paired({ driver: { ...ONE, instanceId: "two" }, code, token: TOKEN })).toBe(false);
    await driver.close();
    await using calm = await PlainDriver.connect(test.running.url);
    await calm.register("calm", "TEST", "good");
    expect(gateway.paired({ driver: ONE, code, token: TOKEN })).toBe(false);
    expect(test.admission.ended).toEqual(["TEST/one 000001"]);
  });

  it("is put out by expel, with the reason, and stays away", async () => {
    await using test = await startScripted();
    const { driver } = await wait(test);
    test.running.hub.gateway.expel(ONE, "The driver was disabled in the hub.");
    expect(await driver.next()).toMatchObject({
      code: "DRIVER_WS_UNAUTHORIZED",
      error: "The driver was disabled in the hub.",
    });
    expect(await driver.ended()).toEqual({ code: 4003, reason: "unauthorized" });
    expect(test.admission.ended).toHaveLength(1);
  });

  it("is sent away to come back when its code is voided", async () => {
    await using test = await startScripted();
    const { driver } = await wait(test);
    test.running.hub.gateway.endWaiting(ONE);
    expect(await driver.ended()).toEqual({ code: 4002, reason: "pairing_expired" });
  });

  it("is one of a bounded number", async () => {
    await using test = await startScripted({ limits: { waitingSockets: 2 } });
    const first = await wait(test, "one");
    const second = await wait(test, "two");
    await using third = await PlainDriver.connect(test.running.url);
    expect(await third.register("three")).toMatchObject({ code: "DRIVER_WS_LIMIT_EXCEEDED" });
    expect(await third.ended()).toEqual({ code: 4002, reason: "no_room" });
    expect(test.admission.ended).toEqual(["TEST/three 000003"]);
    await first.driver.close();
    const fourth = await wait(test, "four");
    await second.driver.close();
    await fourth.driver.close();
  });

  it("is one of a bounded number from one address", async () => {
    const addresses = ["10.0.0.1", "10.0.0.1", "10.0.0.2"];
    const addressOf = () => addresses.shift() ?? null;
    await using test = await startScripted({ limits: { waitingPerAddress: 1 }, addressOf });
    const first = await wait(test, "one");
    await using second = await PlainDriver.connect(test.running.url);
    expect(await second.register("two")).toMatchObject({ code: "DRIVER_WS_LIMIT_EXCEEDED" });
    const third = await wait(test, "three");
    await first.driver.close();
    await third.driver.close();
  });

  it("is told when the hub stops", async () => {
    const test = await startScripted();
    const { driver } = await wait(test);
    const closed = test.running.hub.close({ restarting: true });
    expect(await driver.ended()).toEqual({ code: 1012, reason: "hub_restarting" });
    await closed;
  });
});
