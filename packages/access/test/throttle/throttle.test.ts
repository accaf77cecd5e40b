import { ManualClock } from "@hos/runtime/testing";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Throttle } from "../../src/throttle/throttle.ts";

const limits = { free: 3, firstDelayMs: 1000, maxDelayMs: 60_000, forgetOneMs: 600_000 };

function createThrottle(maxKeys = 100) {
  const clock = new ManualClock();
  return { clock, throttle: new Throttle({ clock, limits, maxKeys }) };
}

describe("Throttle", () => {
  test("lets some attempts pass, then makes each wait twice as long as the one before", () => {
    const { clock, throttle } = createThrottle();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      throttle.count("a");
      waits.push(throttle.waitMs("a") / 1000);
      clock.advance(throttle.waitMs("a"));
    }
    expect(waits).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  test("keeps keys apart", () => {
    const { throttle } = createThrottle();
    for (let attempt = 0; attempt < 9; attempt += 1) throttle.count("a");
    expect(throttle.waitMs("b")).toBe(0);
  });

  test("forgets attempts one by one, and the key with the last", () => {
    const { clock, throttle } = createThrottle();
    for (let attempt = 0; attempt < 4; attempt += 1) throttle.count("a");
    clock.advance(600_000);
    throttle.count("a");
    expect(throttle.waitMs("a")).toBe(1000);
    clock.advance(4 * 600_000);
    throttle.count("a");
    expect(throttle.waitMs("a")).toBe(0);
  });

  test("counts attempts that go on side by side", () => {
    const { throttle } = createThrottle();
    let passed = 0;
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (throttle.waitMs("a") > 0) continue;
      throttle.count("a");
      passed += 1;
    }
    expect(passed).toBe(4);
  });

  test("takes an attempt back that was good", () => {
    const { throttle } = createThrottle();
    for (let attempt = 0; attempt < 100; attempt += 1) {
      throttle.count("a");
      throttle.uncount("a");
    }
    expect(throttle.waitMs("a")).toBe(0);
    expect(throttle.size).toBe(0);
  });

  test("does not let a good attempt take away the wait that bad ones cost", () => {
    const { throttle } = createThrottle();
    for (let attempt = 0; attempt < 6; attempt += 1) throttle.count("a");
    throttle.uncount("a");
    expect(throttle.waitMs("a")).toBeGreaterThan(0);
  });

  test("forgets a key that is forgiven", () => {
    const { throttle } = createThrottle();
    for (let attempt = 0; attempt < 9; attempt += 1) throttle.count("a");
    throttle.forget("a");
    expect(throttle.waitMs("a")).toBe(0);
  });

  test("forgives nothing when the clock is set back, and never asks for more than the longest wait", () => {
    const clock = new ManualClock(1_000_000_000);
    const throttle = new Throttle({ clock, limits });
    for (let attempt = 0; attempt < 20; attempt += 1) throttle.count("a");
    clock.advance(-500_000_000);
    expect(throttle.waitMs("a")).toBe(60_000);
  });

  test("remembers no more keys than it may, and forgets the one that was quiet longest", () => {
    const { throttle } = createThrottle(3);
    for (let attempt = 0; attempt < 9; attempt += 1) for (const key of ["a", "b", "c"]) throttle.count(key);
    throttle.count("a");
    throttle.count("d");
    expect(throttle.size).toBe(3);
    expect(throttle.waitMs("a")).toBeGreaterThan(0);
    expect(throttle.waitMs("b")).toBe(0);
  });

  test("keeps every guesser, however patient, below the free attempts and what time allows", () => {
    const step = fc.record({ waitMs: fc.nat({ max: 120_000 }), good: fc.boolean(), key: fc.constantFrom("a", "b") });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const { clock, throttle } = createThrottle();
        const start = clock.now();
        const bad = { a: 0, b: 0 };
        for (const { waitMs, good, key } of steps) {
          clock.advance(waitMs);
          if (throttle.waitMs(key) > 0) continue;
          throttle.count(key);
          if (good) throttle.uncount(key);
          else bad[key] += 1;
          expect(throttle.waitMs(key)).toBeLessThanOrEqual(limits.maxDelayMs);
        }
        // Free ones, those with a growing delay, those that were forgotten, and one for each of the longest waits.
        const elapsedMs = clock.now() - start;
        const most = 4 + 6 + Math.floor(elapsedMs / limits.forgetOneMs) + Math.floor(elapsedMs / limits.maxDelayMs);
        expect(Math.max(bad.a, bad.b)).toBeLessThanOrEqual(most + 1);
        // All is forgiven in the end.
        clock.advance(limits.forgetOneMs * 12);
        throttle.count("a");
        expect(throttle.waitMs("a")).toBe(0);
      }),
    );
  });
});
