import { describe, expect, it } from "vitest";
import { ContactSensor } from "../../src/devices/contact-sensor.ts";
import { pass } from "../pass.ts";

describe("ContactSensor", () => {
  it("opens, and closes again, when somebody is there", () => {
    const sensor = new ContactSensor();
    pass(sensor, 250, 0);
    expect(sensor.state.open).toBe(true);
    pass(sensor, 60_000);
    expect(sensor.state.open).toBe(true);
    pass(sensor, 250, 0);
    expect(sensor.state.open).toBe(false);
  });
});
