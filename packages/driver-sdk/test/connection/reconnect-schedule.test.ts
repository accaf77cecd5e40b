import { describe, expect, it } from "vitest";
import { DEFAULT_RECONNECT, ReconnectSchedule } from "../../src/connection/reconnect-schedule.ts";

function firstDelays(count: number, random: () => number): readonly number[] {
  const delays = new ReconnectSchedule(DEFAULT_RECONNECT, random)[Symbol.iterator]();
  return Array.from({ length: count }, () => delays.next().value);
}

describe("ReconnectSchedule", () => {
  it("starts at one second, doubles and stays at thirty seconds", () => {
    expect(firstDelays(8, () => 0.5)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("strays ten percent down and up at most", () => {
    expect(firstDelays(7, () => 0)).toEqual([900, 1_800, 3_600, 7_200, 14_400, 27_000, 27_000]);
    expect(firstDelays(7, () => 1)).toEqual([1_100, 2_200, 4_400, 8_800, 17_600, 33_000, 33_000]);
  });

  it("takes a new random number for each delay", () => {
    const numbers = [0, 1, 0.75];
    expect(firstDelays(3, () => numbers.shift() ?? 0.5)).toEqual([900, 2_200, 4_200]);
  });

  it("begins anew with each iteration", () => {
    const schedule = new ReconnectSchedule(DEFAULT_RECONNECT, () => 0.5);
    const first = schedule[Symbol.iterator]();
    first.next();
    first.next();
    expect(schedule[Symbol.iterator]().next().value).toBe(1_000);
  });

  it("keeps to a cap that is below the base", () => {
    const options = { ...DEFAULT_RECONNECT, capMs: 200, jitter: 0 };
    expect(new ReconnectSchedule(options, () => 0.5)[Symbol.iterator]().next().value).toBe(200);
  });
});
