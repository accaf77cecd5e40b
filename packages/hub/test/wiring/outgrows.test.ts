import { describe, expect, it } from "vitest";
import { outgrows } from "../../src/wiring/outgrows.ts";

describe("outgrows", () => {
  it("counts the members that the merge would add, in any depth", () => {
    const device = { state: { power: true }, extras: { a: { b: 1 } } };
    expect(outgrows(device, { brightness: 1 }, 4)).toBe(false);
    expect(outgrows(device, { brightness: 1 }, 3)).toBe(true);
    expect(outgrows(device, { extras: { a: { c: 1 } } }, 4)).toBe(false);
    expect(outgrows(device, { extras: { a: { c: 1 } } }, 3)).toBe(true);
    expect(outgrows(device, { power: { x: { y: 1 } } }, 4)).toBe(true);
  });

  it("takes what only replaces values, however much there is", () => {
    const device = { state: { power: true }, extras: { a: 1 } };
    expect(outgrows(device, { power: false, extras: { a: 2 } }, 1)).toBe(false);
  });

  it("counts a name that every object inherits as new", () => {
    expect(outgrows({ state: { power: true }, extras: {} }, { toString: 1 }, 1)).toBe(true);
  });
});
