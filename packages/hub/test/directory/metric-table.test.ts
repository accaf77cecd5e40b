import { describe, expect, it } from "vitest";
import { MetricTable } from "../../src/directory/metric-table.ts";

const metric = (deviceId: string, key: string, value: number) => ({ deviceId, key, value, at: "now" });

describe("MetricTable", () => {
  it("keeps the latest value of each metric of each device", () => {
    const table = new MetricTable(10);
    table.set(metric("a", "rssi", 1));
    table.set(metric("b", "rssi", 2));
    table.set({ ...metric("a", "rssi", 3), unit: "dBm" });
    expect(table.toArray()).toEqual([metric("b", "rssi", 2), { ...metric("a", "rssi", 3), unit: "dBm" }]);
  });

  it("gives up the one that was not reported for longest", () => {
    const table = new MetricTable(2);
    table.set(metric("a", "x", 1));
    table.set(metric("a", "y", 1));
    table.set(metric("a", "x", 2));
    table.set(metric("a", "z", 1));
    expect(table.toArray().map(({ key }) => key)).toEqual(["x", "z"]);
  });

  it("forgets a device", () => {
    const table = new MetricTable(10);
    table.set(metric("a", "x", 1));
    table.set(metric("b", "x", 1));
    table.forget("a");
    expect(table.toArray()).toEqual([metric("b", "x", 1)]);
  });
});
