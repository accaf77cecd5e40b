import { describe, expect, it } from "vitest";
import { ClimateSensor } from "../../src/devices/climate-sensor.ts";
import { pass } from "../pass.ts";

describe("ClimateSensor", () => {
  it("knows nothing before its first reading", () => {
    expect(new ClimateSensor().state).toMatchObject({ temperature: null, humidity: null });
  });

  it("reads again every three seconds", () => {
    const sensor = new ClimateSensor();
    pass(sensor, 250, 0);
    const first = sensor.state.temperature;
    pass(sensor, 2_750, 0.9);
    expect(sensor.state.temperature).toBe(first);
    pass(sensor, 250, 0.9);
    expect(sensor.state.temperature).toBeCloseTo((first ?? 0) + 0.9);
  });

  it("is warmest in the afternoon", () => {
    const sensor = new ClimateSensor();
    sensor.tick({ now: Date.UTC(2026, 0, 1, 14), elapsedMs: 3_000, random: () => 0 });
    expect(sensor.state).toMatchObject({ temperature: 17, humidity: 50 });
    sensor.tick({ now: Date.UTC(2026, 0, 2, 2), elapsedMs: 3_000, random: () => 0 });
    expect(sensor.state).toMatchObject({ temperature: 7, humidity: 80 });
  });
});
