import { describe, expect, it, onTestFinished, vi } from "vitest";
import { giveBackMemory } from "../../src/cli/give-back-memory.ts";

function useFakeTimers(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

describe("giveBackMemory", () => {
  it("collects once, in the first quiet second", () => {
    useFakeTimers();
    const loads = [0.9, 0.2, 0.01, 0.01];
    const collect = vi.fn<() => Promise<void>>(async () => {});
    giveBackMemory({ collect, readLoad: () => loads.shift() ?? 0 });
    vi.advanceTimersByTime(2000);
    expect(collect).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(collect).toHaveBeenCalledOnce();
    expect(loads).toEqual([0.01]);
  });

  it("does nothing in a Node that does not let it", () => {
    useFakeTimers();
    giveBackMemory({ collect: undefined });
    expect(vi.getTimerCount()).toBe(0);
  });
});
