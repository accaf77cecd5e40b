import { describe, expect, it } from "vitest";
import { MotionSensor } from "../../src/devices/motion-sensor.ts";
import { pass } from "../pass.ts";

describe("MotionSensor", () => {
  it("sees somebody for a few seconds", () => {
    const sensor = new MotionSensor();
    pass(sensor, 60_000);
    expect(sensor.state.motion).toBe(false);
    pass(sensor, 250, 0);
    expect(sensor.state).toMatchObject({ motion: true, illuminance: 80 });
    pass(sensor, 8_000);
    expect(sensor.state.motion).toBe(false);
  });
});
