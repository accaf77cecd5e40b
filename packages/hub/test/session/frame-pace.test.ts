import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { FramePace } from "../../src/session/frame-pace.ts";

function createPace(options: { perSecond?: number; burst?: number; patienceMs?: number } = {}) {
  const clock = new ManualClock();
  const pace = new FramePace({ clock, perSecond: 100, burst: 50, patienceMs: 10_000, ...options });
  const later = (ms: number) => {
    clock.advance(ms);
    pace.refill(clock.now());
  };
  return { clock, pace, later };
}

describe("FramePace", () => {
  it("allows a burst, and after it what comes in by time", () => {
    const { pace, later } = createPace();
    pace.spend(49);
    expect(pace.exhausted).toBe(false);
    pace.spend(1);
    expect(pace.exhausted).toBe(true);
    later(10);
    expect(pace.exhausted).toBe(false);
    pace.spend(1);
    expect(pace.exhausted).toBe(true);
  });

  it("saves up no more than a burst", () => {
    const { pace, later } = createPace();
    later(3_600_000);
    pace.spend(50);
    expect(pace.exhausted).toBe(true);
  });

  it("pauses until a little came in again, and a second at most", () => {
    const { pace } = createPace();
    pace.spend(50);
    expect(pace.pauseMs).toBe(20);
    pace.spend(50);
    expect(pace.pauseMs).toBe(520);
    pace.spend(5_000);
    expect(pace.pauseMs).toBe(1_000);
  });

  it("gives and takes nothing when the clock is set back", () => {
    let now = 1_000_000;
    const pace = new FramePace({
      clock: { now: () => now, setTimeout: () => () => {} },
      perSecond: 100,
      burst: 50,
      patienceMs: 10_000,
    });
    pace.spend(40);
    now = 0;
    pace.refill(now);
    expect(pace.exhausted).toBe(false);
    pace.spend(10);
    expect(pace.exhausted).toBe(true);
    now = 10;
    pace.refill(now);
    expect(pace.exhausted).toBe(false);
  });

  it("complains of a flood that lasts, once in as long", () => {
    const { pace, later } = createPace();
    const complaints: number[] = [];
    for (let second = 0; second <= 30; second += 1) {
      if (pace.slowed()) complaints.push(second);
      later(1_000);
    }
    expect(complaints).toEqual([10, 20, 30]);
  });

  it("does not complain of floods with breaks between them", () => {
    const { pace, later } = createPace();
    for (let round = 0; round < 20; round += 1) {
      expect(pace.slowed()).toBe(false);
      later(1_000);
      expect(pace.slowed()).toBe(false);
      later(2_001);
    }
  });
});
