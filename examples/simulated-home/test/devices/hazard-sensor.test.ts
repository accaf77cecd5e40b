import { describe, expect, it } from "vitest";
import { HazardSensor } from "../../src/devices/hazard-sensor.ts";
import { pass } from "../pass.ts";

describe("HazardSensor", () => {
  it.each(["smoke", "leak"] as const)("reports %s for twenty seconds and is quiet again", (hazard) => {
    const sensor = new HazardSensor(hazard);
    pass(sensor, 600_000);
    expect(sensor.state).toMatchObject({ [hazard]: false });
    pass(sensor, 250, 0);
    expect(sensor.state).toMatchObject({ [hazard]: true });
    pass(sensor, 20_000);
    expect(sensor.state).toMatchObject({ [hazard]: false });
  });
});
