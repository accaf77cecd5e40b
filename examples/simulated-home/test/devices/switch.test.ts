import { describe, expect, it } from "vitest";
import { Switch } from "../../src/devices/switch.ts";
import { command } from "../pass.ts";

describe("Switch", () => {
  it("switches at once", () => {
    const device = new Switch();
    command(device, "turn_on");
    expect(device.state).toEqual({ power: true });
    command(device, "toggle");
    expect(device.state).toEqual({ power: false });
  });

  it("describes exactly the commands that it takes", () => {
    const { properties, commands } = new Switch();
    expect(properties.commandCatalog.map(({ key }) => key)).toEqual(Object.keys(commands));
  });
});
