import { describe, expect, it } from "vitest";
import { Outlet } from "../../src/devices/outlet.ts";
import { command, pass } from "../pass.ts";

describe("Outlet", () => {
  it("meters what is plugged in while it is on", () => {
    const outlet = new Outlet();
    command(outlet, "turn_on");
    pass(outlet, 60_000, 0.5);
    expect(outlet.state).toEqual({ power: true, extras: { meter: { watts: 60, wattHours: 1 } } });
  });

  it("draws nothing while it is off, and keeps what it has counted", () => {
    const outlet = new Outlet();
    command(outlet, "turn_on");
    pass(outlet, 60_000, 0.5);
    command(outlet, "turn_off");
    pass(outlet, 60_000, 0.5);
    expect(outlet.state.extras.meter).toEqual({ watts: 0, wattHours: 1 });
  });
});
