import { describe, expect, it } from "vitest";
import { PlainDriver } from "../support/plain-driver.ts";
import { ONE, startScripted } from "../support/scripted-admission.ts";

describe("the admission of drivers", () => {
  it("is asked with the identity, the name, the token and the address of the driver", async () => {
    await using test = await startScripted();
    await using driver = await PlainDriver.connect(test.running.url);
    const params = { ...ONE, protocolVersion: 1, name: "A driver", token: "good" };
    driver.send({ method: "driver.register", params });
    expect(await driver.next()).toMatchObject({ event: "REGISTERED" });
    expect(test.admission.asked).toEqual([{ driver: ONE, token: "good", address: "127.0.0.1", name: "A driver" }]);
  });

  it("takes the token of the upgrade request where the registration has none", async () => {
    await using test = await startScripted();
    const headers = { authorization: "Bearer good" };
    await using driver = await PlainDriver.connect(test.running.url, { headers });
    expect(await driver.register()).toMatchObject({ event: "REGISTERED" });
  });

  it("prefers the token of the registration", async () => {
    await using test = await startScripted();
    await using driver = await PlainDriver.connect(test.running.url, { headers: { authorization: "Bearer good" } });
    await driver.register("one", "TEST", "other");
    expect(test.admission.asked).toMatchObject([{ token: "other" }]);
  });

  it("takes the address that the program around the hub says", async () => {
    await using test = await startScripted({ addressOf: () => "::ffff:192.168.1.5" });
    await using driver = await PlainDriver.connect(test.running.url);
    await driver.register("one", "TEST", "good");
    expect(test.admission.asked).toMatchObject([{ address: "192.168.1.5" }]);
    expect(test.running.hub.drivers.get(ONE)).toMatchObject({ address: "192.168.1.5" });
  });

  it("answers UNAUTHORIZED with the sentence and closes with 4003 when it refuses", async () => {
    await using test = await startScripted();
    test.admission.answer = () => ({ type: "refused", reason: "The credential was revoked." });
    await using driver = await PlainDriver.connect(test.running.url);
    expect(await driver.register()).toEqual({
      ok: false,
      code: "DRIVER_WS_UNAUTHORIZED",
      error: "The credential was revoked.",
      details: [],
      protocolVersion: 1,
      ref: { event: "driver.register" },
    });
    expect(await driver.ended()).toEqual({ code: 4003, reason: "unauthorized" });
    expect(test.running.hub.drivers.list()).toEqual([]);
  });

  it("answers LIMIT_EXCEEDED and closes with 4002 when there is no room", async () => {
    await using test = await startScripted();
    test.admission.answer = () => ({ type: "busy", reason: "Too many drivers wait." });
    await using driver = await PlainDriver.connect(test.running.url);
    expect(await driver.register()).toMatchObject({
      code: "DRIVER_WS_LIMIT_EXCEEDED",
      error: "Too many drivers wait.",
    });
    expect(await driver.ended()).toEqual({ code: 4002, reason: "no_room" });
  });

  it("admits nobody when it fails", async () => {
    await using test = await startScripted();
    test.admission.answer = () => {
      throw new Error("broken");
    };
    await using driver = await PlainDriver.connect(test.running.url);
    expect(await driver.register()).toMatchObject({ code: "DRIVER_WS_INTERNAL" });
    expect(test.running.hub.drivers.list()).toEqual([]);
    expect(test.running.errors).toHaveLength(1);
  });

  it("leaves the session of a driver alone when somebody asks to pair for it, or is refused", async () => {
    await using test = await startScripted();
    await using real = await PlainDriver.connect(test.running.url);
    await real.register("one", "TEST", "good");
    await using asking = await PlainDriver.connect(test.running.url);
    expect(await asking.register()).toMatchObject({ code: "DRIVER_WS_PAIRING_REQUIRED" });
    test.admission.answer = () => ({ type: "refused", reason: "No." });
    await using guessing = await PlainDriver.connect(test.running.url);
    await guessing.register("one", "TEST", "guess");
    await guessing.ended();
    await real.settle();
    expect(test.running.hub.drivers.list()).toMatchObject([{ status: "connected" }]);
  });

  it("shows what was refused for a known driver once, with the last time", async () => {
    await using test = await startScripted();
    await using real = await PlainDriver.connect(test.running.url);
    await real.register("one", "TEST", "good");
    real.send({ event: "SYNC" });
    await real.next();
    test.admission.answer = () => ({ type: "refused", reason: "No." });
    for (let round = 0; round < 3; round += 1) {
      await using guessing = await PlainDriver.connect(test.running.url);
      await guessing.register("one", "TEST", "guess");
      await guessing.ended();
    }
    expect(test.running.hub.drivers.get(ONE)?.faults).toMatchObject([
      { code: "DRIVER_WS_VALIDATION_ERROR" },
      { code: "DRIVER_WS_UNAUTHORIZED", message: "No." },
    ]);
  });
});

describe("expel", () => {
  it("puts a registered driver out at once: told why, commands failed, faults kept", async () => {
    await using test = await startScripted();
    await using driver = await PlainDriver.connect(test.running.url);
    await driver.register("one", "TEST", "good");
    driver.event("DEVICE_DISCOVERED", "light-1", { name: "Lamp", deviceType: "light" });
    await driver.settle();
    const origin = { via: "embedded" } as const;
    const outcome = test.running.hub.commands.dispatch({ deviceId: "light-1", command: "turn_on", origin });
    await driver.next();
    test.running.hub.gateway.expel(ONE, "The credential was revoked.");
    expect(await outcome).toMatchObject({ ok: false, failure: { code: "DRIVER_DISCONNECTED" } });
    expect(await driver.next()).toMatchObject({
      code: "DRIVER_WS_UNAUTHORIZED",
      error: "The credential was revoked.",
    });
    expect(await driver.ended()).toEqual({ code: 4003, reason: "unauthorized" });
    const detail = test.running.hub.drivers.get(ONE);
    expect(detail).toMatchObject({ status: "away", reason: "unauthorized" });
    expect(detail?.faults.at(-1)).toMatchObject({ code: "DRIVER_WS_UNAUTHORIZED" });
  });

  it("does nothing to a driver that is not there", async () => {
    await using test = await startScripted();
    expect(() => test.running.hub.gateway.expel(ONE, "No.")).not.toThrow();
  });
});
