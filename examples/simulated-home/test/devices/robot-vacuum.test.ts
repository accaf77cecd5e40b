import { describe, expect, it } from "vitest";
import { RobotVacuum } from "../../src/devices/robot-vacuum.ts";
import { command, pass } from "../pass.ts";

describe("RobotVacuum", () => {
  it("cleans the floor, goes home, docks and charges", () => {
    const vacuum = new RobotVacuum("docked", 80);
    command(vacuum, "start");
    pass(vacuum, 60_000);
    expect(vacuum.state).toMatchObject({ status: "cleaning", battery: 50, extras: { cleanedSquareMetres: 15 } });
    pass(vacuum, 60_000);
    expect(vacuum.state).toMatchObject({ status: "returning", battery: 20, extras: { cleanedSquareMetres: 30 } });
    pass(vacuum, 6_000);
    expect(vacuum.state).toMatchObject({ status: "docked", battery: 20 });
    pass(vacuum, 30_000);
    expect(vacuum.state).toMatchObject({ status: "docked", battery: 50 });
  });

  it("goes home early when its battery is low", () => {
    const vacuum = new RobotVacuum("cleaning", 20);
    pass(vacuum, 10_000);
    expect(vacuum.state).toMatchObject({ status: "returning", battery: 15 });
  });

  it("refuses to start on a low battery", () => {
    expect(() => command(new RobotVacuum("docked", 12), "start")).toThrow("The battery is at 12 %. Let it charge.");
  });

  it("starts again by itself after a rest", () => {
    const vacuum = new RobotVacuum("docked", 100);
    pass(vacuum, 180_000);
    expect(vacuum.state.status).toBe("cleaning");
  });

  it("pauses, goes on and returns when it is told to", () => {
    const vacuum = new RobotVacuum("cleaning", 80);
    command(vacuum, "pause");
    pass(vacuum, 60_000);
    expect(vacuum.state).toMatchObject({ status: "paused", battery: 80 });
    command(vacuum, "start");
    expect(vacuum.state.status).toBe("cleaning");
    command(vacuum, "stop");
    expect(vacuum.state.status).toBe("paused");
    command(vacuum, "return_to_dock");
    expect(vacuum.state.status).toBe("returning");
  });

  it("stays where it is when it is told to stop or to return in its dock, and cannot pause there", () => {
    const vacuum = new RobotVacuum();
    command(vacuum, "stop");
    command(vacuum, "return_to_dock");
    expect(vacuum.state.status).toBe("docked");
    expect(() => command(vacuum, "pause")).toThrow("The vacuum is in its dock.");
  });

  it("beeps for a while when it is searched for, and sets its suction", () => {
    const vacuum = new RobotVacuum();
    command(vacuum, "locate");
    command(vacuum, "set_fan_speed", { fanSpeed: "turbo" });
    expect(vacuum.state).toMatchObject({ fanSpeed: "turbo", extras: { locating: true } });
    pass(vacuum, 3_000);
    expect(vacuum.state.extras.locating).toBe(false);
  });
});
