import type { DriverEvent } from "@hos/protocol";
import { type DriverFrameFixture, driverFrames, fixtureText, hubFrames } from "@hos/protocol/fixtures";
import { describe, expect, it } from "vitest";
import { PlainDriver } from "../support/plain-driver.ts";
import { RunningHub } from "../support/running-hub.ts";
import { startScripted } from "../support/scripted-admission.ts";

type ValidFixture = Extract<DriverFrameFixture, { valid: true }>;

const valid = driverFrames.filter((fixture): fixture is ValidFixture => fixture.valid);
const invalid = driverFrames.filter((fixture) => !fixture.valid);
const registrations = valid.filter(({ canonical }) => canonical.type === "register");
const reports = valid.filter(({ canonical }) => canonical.type !== "register");

function eventsOf({ canonical }: ValidFixture): readonly (DriverEvent | { readonly ok: false })[] {
  if (canonical.type === "event") return [canonical.event];
  return canonical.type === "events" ? canonical.events : [];
}

function golden(name: string): unknown {
  return hubFrames.find((fixture) => fixture.name === name)?.frame;
}

describe("the golden frames", () => {
  it.each(invalid)("$name", async (fixture) => {
    await using running = await RunningHub.start();
    await using driver = await PlainDriver.connect(running.url);
    driver.send(fixtureText(fixture));
    expect(await driver.next()).toEqual(fixture.error);
  });

  it.each(registrations)("$name", async (fixture) => {
    await using running = await RunningHub.start();
    await using driver = await PlainDriver.connect(running.url);
    driver.send(fixtureText(fixture));
    const { canonical } = fixture;
    const { driverKey, instanceId } = canonical.type === "register" ? canonical.request : {};
    expect(await driver.next()).toMatchObject({ ok: true, event: "REGISTERED", driverKey, instanceId });
  });

  it.each(reports)("$name", async (fixture) => {
    await using running = await RunningHub.start();
    await using driver = await running.driver();
    const events = eventsOf(fixture);
    const ids = new Set(events.flatMap((event) => ("deviceId" in event ? [event.deviceId] : [])));
    for (const id of ids) driver.event("DEVICE_DISCOVERED", id, { name: "Golden", deviceType: "golden" });
    await driver.settle();
    driver.send(fixtureText(fixture));
    const refused = events.filter((event) => "ok" in event);
    expect(await driver.take(refused.length)).toEqual(refused);
    await driver.settle();
    expect(running.errors).toEqual([]);
  });
});

describe("the golden frames of pairing", () => {
  const identity = { driverKey: "MY_DRIVER", instanceId: "my-driver-001" };
  const register = { method: "driver.register", params: { ...identity, protocolVersion: 1 } };

  it("are what a driver that waits and is approved is told", async () => {
    await using test = await startScripted();
    test.admission.answer = () => ({ type: "pairing", code: "123456", expiresAt: "2026-01-01T00:05:00.000Z" });
    await using driver = await PlainDriver.connect(test.running.url);
    driver.send(register);
    expect(await driver.next()).toEqual(golden("error PAIRING_REQUIRED with the code and its end"));
    driver.event("STATE_UPDATE", "light-1");
    expect(await driver.next()).toEqual(golden("error NOT_REGISTERED while the driver waits for approval"));
    const paired = golden("PAIRED with the token of the driver") as { token: string };
    test.running.hub.gateway.paired({ driver: identity, code: "123456", token: paired.token });
    expect(await driver.next()).toEqual(paired);
  });

  it.each([
    ["refused", "error UNAUTHORIZED as the answer to a registration"],
    ["busy", "error LIMIT_EXCEEDED as the answer to a registration"],
  ] as const)("are what a driver that is %s is told", async (type, name) => {
    await using test = await startScripted();
    const frame = golden(name) as { error: string };
    test.admission.answer = () => ({ type, reason: frame.error });
    await using driver = await PlainDriver.connect(test.running.url);
    driver.send(register);
    expect(await driver.next()).toEqual(frame);
  });
});
