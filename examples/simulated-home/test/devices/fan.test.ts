import { describe, expect, it } from "vitest";
import { Fan } from "../../src/devices/fan.ts";
import { command, pass } from "../pass.ts";

describe("Fan", () => {
  it("spins up to its speed and down again", () => {
    const fan = new Fan();
    command(fan, "set_fan_speed", { fanSpeed: "medium" });
    command(fan, "turn_on");
    pass(fan, 1_000);
    expect(fan.state).toEqual({ power: true, fanSpeed: "medium", extras: { rpm: 300 } });
    pass(fan, 10_000);
    expect(fan.state.extras.rpm).toBe(800);
    command(fan, "turn_off");
    pass(fan, 10_000);
    expect(fan.state).toEqual({ power: false, fanSpeed: "medium", extras: { rpm: 0 } });
  });

  it("describes exactly the commands that it takes", () => {
    const { properties, commands } = new Fan();
    expect(properties.commandCatalog.map(({ key }) => key)).toEqual(Object.keys(commands));
  });
});
