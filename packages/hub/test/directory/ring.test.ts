import { describe, expect, it } from "vitest";
import { Ring } from "../../src/directory/ring.ts";

describe("Ring", () => {
  it("keeps the newest items, oldest first", () => {
    const ring = new Ring<number>(3);
    for (let item = 0; item < 100; item += 1) {
      ring.add(item);
      expect(ring.toArray()).toEqual([item - 2, item - 1, item].filter((kept) => kept >= 0));
    }
  });

  it("keeps nothing with a capacity of 0", () => {
    const ring = new Ring<number>(0);
    ring.add(1);
    ring.add(2);
    expect(ring.toArray()).toEqual([]);
  });
});
