import { systemClock, toInstant } from "@hos/runtime";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.useFakeTimers({ now: 1000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("systemClock", () => {
  test("tells the time of the machine", () => {
    expect(systemClock.now()).toBe(1000);
  });

  test("runs a task once after its delay", () => {
    const task = vi.fn<() => void>();
    systemClock.setTimeout(task, 50);
    vi.advanceTimersByTime(49);
    expect(task).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(task).toHaveBeenCalledOnce();
  });

  test("leaves no timer behind that was cancelled", () => {
    const cancel = systemClock.setTimeout(vi.fn<() => void>(), 50);
    cancel();
    cancel();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("toInstant", () => {
  test("writes ISO 8601 in UTC with milliseconds", () => {
    expect(toInstant(1_795_428_000_007)).toBe("2026-11-23T10:00:00.007Z");
  });
});
