import { describe, expect, it } from "vitest";
import { Flood, type Floodable } from "../src/flood.ts";

const tick = { now: 0, random: Math.random };

function createHome() {
  const reports: string[] = [];
  const home: Floodable = {
    deviceIds: ["a", "b"],
    report: (deviceId, { extras }) => void reports.push(`${deviceId}${JSON.stringify(extras?.["flood"])}`),
  };
  return { home, reports };
}

describe("Flood", () => {
  it("reports so many changes a second, from one device after the other", () => {
    const { home, reports } = createHome();
    const flood = new Flood(home, 10);
    flood.tick({ ...tick, elapsedMs: 250 });
    expect(reports).toEqual(["a1", "b2"]);
    flood.tick({ ...tick, elapsedMs: 250 });
    expect(reports).toEqual(["a1", "b2", "a3", "b4", "a5"]);
  });

  it("reports nothing at 0", () => {
    const { home, reports } = createHome();
    new Flood(home, 0).tick({ ...tick, elapsedMs: 60_000 });
    expect(reports).toEqual([]);
  });
});
