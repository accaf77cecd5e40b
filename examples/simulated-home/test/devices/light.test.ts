import { describe, expect, it } from "vitest";
import { Light } from "../../src/devices/light.ts";
import { command, pass } from "../pass.ts";

describe("Light", () => {
  it("fades like a dimmer", () => {
    const light = new Light(true);
    pass(light, 500);
    expect(light.state).toMatchObject({ power: true, brightness: 50 });
  });

  it("shows either a colour or a colour temperature", () => {
    const light = new Light();
    command(light, "set_color", { color: "#ff8800" });
    expect(light.state).toMatchObject({ color: "#ff8800", colorTemperature: null });
    command(light, "set_color_temperature", { colorTemperature: 4000 });
    expect(light.state).toMatchObject({ color: null, colorTemperature: 4000 });
  });

  it("refuses a colour that is not written as #RRGGBB", () => {
    expect(() => command(new Light(), "set_color", { color: "red" })).toThrow("color must be written as #RRGGBB.");
  });
});
