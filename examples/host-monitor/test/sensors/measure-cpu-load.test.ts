import { describe, expect, it } from "vitest";
import { measureCpuLoad } from "../../src/sensors/measure-cpu-load.ts";

const MODEL = { model: "test", speed: 1 };
const before = [
  { ...MODEL, times: { user: 1000, nice: 0, sys: 500, irq: 0, idle: 8500 } },
  { ...MODEL, times: { user: 2000, nice: 0, sys: 500, irq: 0, idle: 7500 } },
];

describe("measureCpuLoad", () => {
  it("is the busy share of all processors together", () => {
    const after = [
      { ...MODEL, times: { user: 1300, nice: 50, sys: 600, irq: 50, idle: 9000 } },
      { ...MODEL, times: { user: 2000, nice: 0, sys: 500, irq: 0, idle: 8500 } },
    ];
    expect(measureCpuLoad(before, after)).toBe(25);
  });

  it("is unknown where no time has passed or there are no processors to read", () => {
    expect(measureCpuLoad(before, before)).toBeNull();
    expect(measureCpuLoad([], [])).toBeNull();
  });
});
