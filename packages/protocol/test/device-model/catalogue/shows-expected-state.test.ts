import { showsExpectedState } from "@hos/protocol/device-model";
import { describe, expect, test } from "vitest";

describe("showsExpectedState", () => {
  test("wants every expected field with its value", () => {
    expect(showsExpectedState({ power: true, brightness: 60, x: 1 }, { power: true, brightness: 60 })).toBe(true);
    expect(showsExpectedState({ power: true }, { power: true, brightness: 60 })).toBe(false);
    expect(showsExpectedState({ power: false }, { power: true })).toBe(false);
  });

  test("compares lists and objects in depth", () => {
    expect(showsExpectedState({ list: [1, { a: 2 }] }, { list: [1, { a: 2 }] })).toBe(true);
  });

  test("does not take a member of every object for a field", () => {
    expect(showsExpectedState({}, { toString: "x" })).toBe(false);
  });

  test("takes colours in either case for the same, other words not", () => {
    expect(showsExpectedState({ color: "#FF00aa" }, { color: "#ff00AA" })).toBe(true);
    expect(showsExpectedState({ mode: "Heat" }, { mode: "heat" })).toBe(false);
  });
});
