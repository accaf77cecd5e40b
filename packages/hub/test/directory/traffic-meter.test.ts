import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { TrafficMeter } from "../../src/index.ts";

describe("TrafficMeter", () => {
  it("tells the mean of the last ten seconds", () => {
    const clock = new ManualClock();
    const meter = new TrafficMeter(clock);
    for (let second = 0; second < 20; second += 1) {
      for (let frame = 0; frame < 5; frame += 1) meter.countIn();
      clock.advance(1000);
    }
    // The running second has nothing yet.
    expect(meter.framesInPerSecond).toBe(4.5);
    expect(meter.framesIn).toBe(100);
  });

  it("forgets what is older than ten seconds", () => {
    const clock = new ManualClock();
    const meter = new TrafficMeter(clock);
    for (let frame = 0; frame < 10; frame += 1) meter.countIn();
    clock.advance(9_000);
    expect(meter.framesInPerSecond).toBe(1);
    clock.advance(1_000);
    expect(meter.framesInPerSecond).toBe(0);
  });

  it("starts anew when the clock is set back", () => {
    let now = 100_000;
    const meter = new TrafficMeter({ now: () => now, setTimeout: () => () => {} });
    meter.countIn();
    now = 50_000;
    expect(meter.framesInPerSecond).toBe(0);
    meter.countIn();
    expect(meter.framesInPerSecond).toBe(0.1);
  });

  it("takes over what another counted", () => {
    const clock = new ManualClock();
    const meter = new TrafficMeter(clock);
    const early = new TrafficMeter(clock);
    early.countIn();
    early.framesOut = 2;
    early.rejected = 3;
    meter.countIn();
    meter.absorb(early);
    expect(meter).toMatchObject({ framesIn: 2, framesOut: 2, rejected: 3, framesInPerSecond: 0.2 });
  });
});
