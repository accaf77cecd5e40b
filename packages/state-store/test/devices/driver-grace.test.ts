import { formatDriverIdentity } from "@hos/protocol";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { DriverGrace } from "../../src/devices/driver-grace.ts";
import { OTHER, OWNER } from "../support/devices.ts";

function createGrace(graceMs = 5_000, hasSpoken = () => true) {
  const clock = new ManualClock(0);
  const told: string[] = [];
  const grace = new DriverGrace({
    clock,
    graceMs,
    hasSpoken,
    onGone: (owner, lostAtMs) => told.push(`${formatDriverIdentity(owner)} gone since ${lostAtMs} at ${clock.now()}`),
    onSettled: (owner) => told.push(`${formatDriverIdentity(owner)} settled at ${clock.now()}`),
  });
  return { clock, told, grace };
}

describe("DriverGrace", () => {
  it("tells of a loss at the end of the grace time, with the time of the loss", () => {
    const { clock, told, grace } = createGrace();
    clock.advance(100);
    grace.lost(OWNER);
    clock.advance(4_999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual(["MY_DRIVER/my-driver-001 gone since 100 at 5100"]);
  });

  it("does not count a second loss anew", () => {
    const { clock, told, grace } = createGrace();
    grace.lost(OWNER);
    clock.advance(3_000);
    grace.lost(OWNER);
    clock.advance(60_000);
    expect(told).toEqual(["MY_DRIVER/my-driver-001 gone since 0 at 5000"]);
  });

  it("forgets the loss of a driver that returns in time, and tells when it has settled", () => {
    const { clock, told, grace } = createGrace();
    grace.lost(OWNER);
    clock.advance(4_000);
    grace.returned(OWNER);
    clock.advance(60_000);
    expect(told).toEqual(["MY_DRIVER/my-driver-001 settled at 9000"]);
  });

  it("counts from the first loss where the driver returns and leaves without a word, again and again", () => {
    const { clock, told, grace } = createGrace(5_000, () => false);
    grace.lost(OWNER);
    for (let crash = 0; crash < 4; crash += 1) {
      clock.advance(1_000);
      grace.returned(OWNER);
      clock.advance(500);
      grace.lost(OWNER);
    }
    expect(told).toEqual(["MY_DRIVER/my-driver-001 gone since 0 at 5000"]);
  });

  it("counts a loss anew where the driver spoke of its devices meanwhile", () => {
    const { clock, told, grace } = createGrace();
    grace.lost(OWNER);
    clock.advance(4_000);
    grace.returned(OWNER);
    clock.advance(500);
    grace.lost(OWNER);
    clock.advance(60_000);
    expect(told).toEqual(["MY_DRIVER/my-driver-001 gone since 4500 at 9500"]);
  });

  it("begins anew with each return", () => {
    const { clock, told, grace } = createGrace();
    grace.returned(OWNER);
    clock.advance(3_000);
    grace.returned(OWNER);
    clock.advance(60_000);
    expect(told).toEqual(["MY_DRIVER/my-driver-001 settled at 8000"]);
  });

  it("does not wait for a driver to settle that is lost again", () => {
    const { clock, told, grace } = createGrace();
    grace.returned(OWNER);
    clock.advance(3_000);
    grace.lost(OWNER);
    clock.advance(60_000);
    expect(told).toEqual(["MY_DRIVER/my-driver-001 gone since 3000 at 8000"]);
  });

  it("counts for each instance by itself", () => {
    const { clock, told, grace } = createGrace();
    grace.lost(OWNER);
    grace.lost(OTHER);
    grace.returned(OTHER);
    clock.advance(5_000);
    expect(told).toEqual(["MY_DRIVER/my-driver-001 gone since 0 at 5000", "MY_DRIVER/my-driver-002 settled at 5000"]);
  });

  it("leaves no timer when it is closed", () => {
    const { clock, told, grace } = createGrace();
    grace.lost(OWNER);
    grace.returned(OTHER);
    grace.close();
    grace.close();
    expect(clock.pendingTimers).toBe(0);
    clock.advance(60_000);
    expect(told).toEqual([]);
  });

  it.each([[-1], [Number.NaN], [Number.POSITIVE_INFINITY]])("refuses a grace time of %d", (graceMs) => {
    expect(() => createGrace(graceMs)).toThrow(RangeError);
  });
});
