import type { DriverEvent } from "@hos/protocol";
import { type DriverFrameFixture, driverFrames, fixtureText } from "@hos/protocol/fixtures";
import { describe, expect, it } from "vitest";
import { PlainDriver } from "../support/plain-driver.ts";
import { RunningHub } from "../support/running-hub.ts";

type ValidFixture = Extract<DriverFrameFixture, { valid: true }>;

const valid = driverFrames.filter((fixture): fixture is ValidFixture => fixture.valid);
const invalid = driverFrames.filter((fixture) => !fixture.valid);
const registrations = valid.filter(({ canonical }) => canonical.type === "register");
const reports = valid.filter(({ canonical }) => canonical.type !== "register");

function eventsOf({ canonical }: ValidFixture): readonly (DriverEvent | { readonly ok: false })[] {
  if (canonical.type === "event") return [canonical.event];
  return canonical.type === "events" ? canonical.events : [];
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
