import { estimateJsonSize } from "@hos/protocol";
import { describe, expect, test } from "vitest";

describe("estimateJsonSize", () => {
  test.each([
    [null],
    [12.5],
    [true],
    ["x".repeat(5000)],
    [{ ["k".repeat(3000)]: 1 }],
    [[{ a: { b: "y".repeat(2000) } }, [1, 2, 3]]],
    [Array.from({ length: 1000 }, (_, index) => ({ index, name: `device ${index}` }))],
  ])("comes near to the length of the text (%#)", (value) => {
    const { length } = JSON.stringify(value);
    expect(estimateJsonSize(value)).toBeGreaterThanOrEqual(length / 2);
    expect(estimateJsonSize(value)).toBeLessThanOrEqual(length * 2 + 16);
  });

  test("takes a member that is missing for a small one", () => {
    expect(estimateJsonSize(undefined)).toBe(8);
  });
});
