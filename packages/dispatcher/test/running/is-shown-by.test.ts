import { describe, expect, it } from "vitest";
import { isShownBy } from "../../src/running/is-shown-by.ts";

const expected = { power: true, level: 4 };

describe("isShownBy", () => {
  it("takes a report that names every expected field with its value, without looking at the state", () => {
    let asked = 0;
    const state = () => {
      asked += 1;
      return {};
    };
    expect(isShownBy(expected, { power: true, level: 4, other: 1 }, state)).toBe(true);
    expect(asked).toBe(0);
  });

  it("takes the state for the fields that the report leaves out", () => {
    expect(isShownBy(expected, { level: 4 }, () => ({ power: true, level: 1 }))).toBe(true);
    expect(isShownBy(expected, { level: 4 }, () => ({ power: false }))).toBe(false);
    expect(isShownBy(expected, { level: 4 }, () => ({}))).toBe(false);
  });

  it("needs at least one expected field in the report", () => {
    expect(isShownBy(expected, { other: 1 }, () => expected)).toBe(false);
  });

  it("refuses another value, null and a field that is only inherited", () => {
    expect(isShownBy(expected, { power: true, level: 5 }, () => expected)).toBe(false);
    expect(isShownBy(expected, { level: null }, () => expected)).toBe(false);
    expect(isShownBy({ toString: true }, {}, () => ({}))).toBe(false);
  });

  it("takes a colour in either case, in the report and in the state", () => {
    const colored = { color: "#FF00AA", power: true };
    expect(isShownBy(colored, { color: "#ff00aa", power: true }, () => ({}))).toBe(true);
    expect(isShownBy(colored, { power: true }, () => ({ color: "#ff00aa" }))).toBe(true);
    expect(isShownBy(colored, { color: "#ff00ab", power: true }, () => ({}))).toBe(false);
  });

  it("compares values in depth", () => {
    expect(isShownBy({ color: { h: 1, s: 2 } }, { color: { s: 2, h: 1 } }, () => ({}))).toBe(true);
  });
});
