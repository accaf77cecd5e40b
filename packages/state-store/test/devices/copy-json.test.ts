import { describe, expect, it } from "vitest";
import { copyJson, detachJson } from "../../src/devices/copy-json.ts";

describe("copyJson", () => {
  it("copies in depth", () => {
    const value = { a: [1, { b: null }], c: { d: "x" } };
    const copy = copyJson(value);
    expect(copy).toEqual(value);
    expect(copy.a).not.toBe(value.a);
    expect(copy.a[1]).not.toBe(value.a[1]);
    expect(copy.c).not.toBe(value.c);
  });

  it.each([[null], [1], ["x"], [true]])("gives the plain value %s back", (value) => {
    expect(copyJson(value)).toBe(value);
  });
});

describe("detachJson", () => {
  it("gives a flat object back as it is", () => {
    const flat = { power: true, color: null };
    expect(detachJson(flat)).toBe(flat);
  });

  it("copies an object with a nested member in depth", () => {
    const nested = { power: true, extras: { list: [1] } };
    const detached = detachJson(nested);
    expect(detached).toEqual(nested);
    expect(detached.extras.list).not.toBe(nested.extras.list);
  });
});
