import { describe, expect, it } from "vitest";
import { Thermostat } from "../../src/devices/thermostat.ts";
import { command, pass } from "../pass.ts";

describe("Thermostat", () => {
  it("drifts to its target and holds it", () => {
    const thermostat = new Thermostat("thermostat", 18.5);
    command(thermostat, "set_temperature", { targetTemperature: 20 });
    pass(thermostat, 10_000);
    expect(thermostat.state.temperature).toBe(19.5);
    pass(thermostat, 60_000);
    expect(thermostat.state).toMatchObject({ temperature: 20, targetTemperature: 20 });
  });

  it("lets the room get cold while it is off, and knows its mode when it is turned on", () => {
    const thermostat = new Thermostat("hvac", 20);
    command(thermostat, "set_mode", { mode: "auto" });
    command(thermostat, "turn_off");
    pass(thermostat, 100_000);
    expect(thermostat.state).toMatchObject({ power: false, mode: "off", temperature: 19 });
    command(thermostat, "turn_on");
    expect(thermostat.state).toMatchObject({ power: true, mode: "auto" });
  });

  it("does not heat in mode cool", () => {
    const thermostat = new Thermostat("hvac", 18);
    command(thermostat, "set_mode", { mode: "cool" });
    command(thermostat, "set_temperature", { targetTemperature: 22 });
    pass(thermostat, 60_000);
    expect(thermostat.state.temperature).toBeLessThan(18);
  });

  it("refuses a target beyond what it can do", () => {
    expect(() => command(new Thermostat(), "set_temperature", { targetTemperature: 80 })).toThrow(
      "targetTemperature must be a number from 5 to 30.",
    );
  });

  it("sets its fan", () => {
    const thermostat = new Thermostat();
    command(thermostat, "set_fan_speed", { fanSpeed: "high" });
    expect(thermostat.state.fanSpeed).toBe("high");
  });
});
