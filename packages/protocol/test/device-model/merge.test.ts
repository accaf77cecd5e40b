import { isJsonEqual, mergeExtras, mergeState } from "@hos/protocol/device-model";
import { describe, expect, test } from "vitest";

describe("mergeState", () => {
  test("replaces named fields, keeps others and tells what changed", () => {
    const state = { power: true, brightness: 80 };
    expect(mergeState(state, { power: true, brightness: 60 })).toEqual({ brightness: 60 });
    expect(state).toEqual({ power: true, brightness: 60 });
  });

  test("is undefined where nothing changed", () => {
    expect(mergeState({ list: [1, { a: 2 }] }, { list: [1, { a: 2 }] })).toBeUndefined();
  });

  test("replaces an object as a whole", () => {
    const state = { position: { x: 1, y: 2 } };
    mergeState(state, { position: { x: 3 } });
    expect(state).toEqual({ position: { x: 3 } });
  });

  test("keeps null, the unknown reading, as a value", () => {
    const state = {};
    expect(mergeState(state, { temperature: null })).toEqual({ temperature: null });
    expect(mergeState(state, { temperature: null })).toBeUndefined();
  });

  test("passes extras over", () => {
    const state = {};
    expect(mergeState(state, { extras: { a: 1 } })).toBeUndefined();
    expect(state).toEqual({});
  });

  test("takes fields that are named like members of every object", () => {
    const state = {};
    expect(mergeState(state, { toString: "x", valueOf: null })).toEqual({ toString: "x", valueOf: null });
  });
});

describe("mergeExtras", () => {
  test("merges objects in depth and tells the changed members only", () => {
    const extras = { energy: { today: 1, unit: "kWh" }, rssi: -60 };
    expect(mergeExtras(extras, { energy: { today: 2, unit: "kWh" }, rssi: -60 })).toEqual({ energy: { today: 2 } });
    expect(extras).toEqual({ energy: { today: 2, unit: "kWh" }, rssi: -60 });
  });

  test("replaces lists, and objects by plain values, as a whole", () => {
    const extras = { list: [1, 2], energy: { today: 1 } };
    mergeExtras(extras, { list: [3], energy: null });
    expect(extras).toEqual({ list: [3], energy: null });
  });

  test("leaves an object that was told before as it was", () => {
    const extras = {};
    const told = mergeExtras(extras, { energy: { today: 1 } });
    mergeExtras(extras, { energy: { today: 2 } });
    expect(told).toEqual({ energy: { today: 1 } });
  });
});

describe("isJsonEqual", () => {
  test.each([
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 1 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [[1, 2], [2, 1], false],
    [[], {}, false],
    [null, {}, false],
    [0, false, false],
    [undefined, null, false],
  ])("compares %j and %j: %s", (a, b, equal) => {
    expect(isJsonEqual(a, b)).toBe(equal);
  });
});
