import { describe, expect, it } from "vitest";
import { measureTraffic } from "../../src/sensors/measure-traffic.ts";

function sample(atMs: number, counters: Record<string, [receivedBytes: number, sentBytes: number]>) {
  const entries = Object.entries(counters).map(([name, [receivedBytes, sentBytes]]) => {
    return [name, { receivedBytes, sentBytes }] as const;
  });
  return { atMs, counters: new Map(entries) };
}

describe("measureTraffic", () => {
  it("gives bytes per second", () => {
    const traffic = measureTraffic(sample(1_000, { eth0: [100, 0] }), sample(3_000, { eth0: [2_100, 500] }));
    expect(traffic.get("eth0")).toEqual({ receivedBytesPerSecond: 1_000, sentBytesPerSecond: 250 });
  });

  it("leaves out an interface that is new or whose counters began again", () => {
    const before = sample(0, { eth0: [5_000, 5_000] });
    const after = sample(1_000, { eth0: [10, 10], wlan0: [9_000, 9_000] });
    expect(measureTraffic(before, after).size).toBe(0);
  });

  it("says nothing where no time has passed", () => {
    expect(measureTraffic(sample(5, { eth0: [1, 1] }), sample(5, { eth0: [2, 2] })).size).toBe(0);
  });
});
