import { describe, expect, it } from "vitest";
import { retryDelayMs } from "../../src/live/retry-delay-ms.ts";

describe("retryDelayMs", () => {
  it("starts at 1 s, doubles, and stays at 30 s", () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 5_000].map((failures) => retryDelayMs(failures, () => 0.5));
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("spreads by 10 % to both sides", () => {
    expect(retryDelayMs(1, () => 0)).toBe(1_800);
    expect(retryDelayMs(1, () => 1)).toBe(2_200);
  });
});
