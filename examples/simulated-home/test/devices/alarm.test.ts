import { describe, expect, it } from "vitest";
import { Alarm } from "../../src/devices/alarm.ts";
import { command, pass } from "../pass.ts";

describe("Alarm", () => {
  it.each([
    ["arm_home", "armed_home"],
    ["arm_away", "armed_away"],
  ])("%s takes effect after the exit delay", (key, armState) => {
    const alarm = new Alarm("1234");
    command(alarm, key);
    pass(alarm, 2_750);
    expect(alarm.state).toMatchObject({ armState: "disarmed", extras: { arming: true } });
    pass(alarm, 250);
    expect(alarm.state).toMatchObject({ armState, extras: { arming: false } });
  });

  it("is disarmed with the right code only", () => {
    const alarm = new Alarm("1234");
    command(alarm, "arm_home");
    pass(alarm, 3_000);
    expect(() => command(alarm, "disarm", { code: "0000" })).toThrow("The code is wrong.");
    expect(() => command(alarm, "disarm")).toThrow("code must be a text.");
    expect(alarm.state.armState).toBe("armed_home");
    command(alarm, "disarm", { code: "1234" });
    expect(alarm.state.armState).toBe("disarmed");
  });

  it("calls an arming off when it is disarmed meanwhile", () => {
    const alarm = new Alarm("1234");
    command(alarm, "arm_away");
    command(alarm, "disarm", { code: "1234" });
    pass(alarm, 10_000);
    expect(alarm.state.armState).toBe("disarmed");
  });

  it("is triggered by somebody who comes while all are away, and stays so", () => {
    const alarm = new Alarm("1234");
    command(alarm, "arm_away");
    pass(alarm, 3_000);
    pass(alarm, 250, 0);
    pass(alarm, 60_000);
    expect(alarm.state.armState).toBe("triggered");
    expect(() => command(alarm, "arm_home")).toThrow("The alarm is triggered. Disarm it first.");
  });
});
