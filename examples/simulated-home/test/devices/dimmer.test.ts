import { describe, expect, it } from "vitest";
import { Dimmer } from "../../src/devices/dimmer.ts";
import { command, pass } from "../pass.ts";

describe("Dimmer", () => {
  it("fades to the brightness that was set", () => {
    const dimmer = new Dimmer();
    command(dimmer, "set_brightness", { brightness: 60 });
    pass(dimmer, 250);
    expect(dimmer.state).toEqual({ power: true, brightness: 25 });
    pass(dimmer, 750);
    expect(dimmer.state).toEqual({ power: true, brightness: 60 });
  });

  it("fades out when it is turned off and comes back to the brightness of before", () => {
    const dimmer = new Dimmer();
    command(dimmer, "set_brightness", { brightness: 60 });
    pass(dimmer, 1_000);
    command(dimmer, "turn_off");
    pass(dimmer, 250);
    expect(dimmer.state).toEqual({ power: true, brightness: 35 });
    pass(dimmer, 1_000);
    expect(dimmer.state).toEqual({ power: false, brightness: 0 });
    command(dimmer, "turn_on");
    pass(dimmer, 1_000);
    expect(dimmer.state).toEqual({ power: true, brightness: 60 });
  });

  it("reports exactly the brightness that was asked for", () => {
    const dimmer = new Dimmer();
    command(dimmer, "set_brightness", { brightness: 33.33 });
    pass(dimmer, 1_000);
    expect(dimmer.state.brightness).toBe(33.33);
  });

  it("toggles", () => {
    const dimmer = new Dimmer(true);
    pass(dimmer, 1_000);
    command(dimmer, "toggle");
    pass(dimmer, 1_000);
    expect(dimmer.state.power).toBe(false);
  });

  it("is off at brightness 0, and comes back to the brightness of before", () => {
    const dimmer = new Dimmer(true);
    pass(dimmer, 1_000);
    command(dimmer, "set_brightness", { brightness: 0 });
    pass(dimmer, 1_000);
    expect(dimmer.state).toEqual({ power: false, brightness: 0 });
    command(dimmer, "turn_on");
    pass(dimmer, 1_000);
    expect(dimmer.state).toEqual({ power: true, brightness: 80 });
  });
});
