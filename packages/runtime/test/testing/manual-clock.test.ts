import type { CancelTimer } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, test, vi } from "vitest";

describe("ManualClock", () => {
  test("stands still until it is told to move", () => {
    const clock = new ManualClock(1000);
    expect(clock.now()).toBe(1000);
    clock.advance(250);
    expect(clock.now()).toBe(1250);
  });

  test("starts at the beginning of 2026", () => {
    expect(new Date(new ManualClock().now()).toISOString()).toBe("2026-01-01T00:00:00.000Z");
  });

  test("runs timers in the order of their due time, each at its own", () => {
    const clock = new ManualClock(0);
    const runs: [string, number][] = [];
    clock.setTimeout(() => runs.push(["late", clock.now()]), 20);
    clock.setTimeout(() => runs.push(["early", clock.now()]), 10);
    clock.setTimeout(() => runs.push(["early too", clock.now()]), 10);
    clock.setTimeout(() => runs.push(["after the end", clock.now()]), 31);
    clock.advance(30);
    expect(runs).toEqual([
      ["early", 10],
      ["early too", 10],
      ["late", 20],
    ]);
    expect(clock.pendingTimers).toBe(1);
    expect(clock.nextTimerInMs).toBe(1);
  });

  test("runs timers that are set meanwhile and fall due", () => {
    const clock = new ManualClock(0);
    const runs: number[] = [];
    const tick = () => {
      runs.push(clock.now());
      clock.setTimeout(tick, 10);
    };
    clock.setTimeout(tick, 10);
    clock.advance(35);
    expect(runs).toEqual([10, 20, 30]);
  });

  test("does not run a timer that was cancelled, also by another that is due", () => {
    const clock = new ManualClock(0);
    const task = vi.fn<() => void>();
    const cancels: CancelTimer[] = [];
    clock.setTimeout(() => cancels[0]?.(), 5);
    cancels.push(clock.setTimeout(task, 10));
    clock.advance(100);
    cancels[0]?.();
    expect(task).not.toHaveBeenCalled();
    expect(clock.pendingTimers).toBe(0);
    expect(clock.nextTimerInMs).toBeUndefined();
  });

  test("takes a delay below zero for none", () => {
    const clock = new ManualClock(100);
    const task = vi.fn<() => void>();
    clock.setTimeout(task, -5);
    clock.advance(0);
    expect(task).toHaveBeenCalledOnce();
    expect(clock.now()).toBe(100);
  });
});
