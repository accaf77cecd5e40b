import { findJsonFault } from "@hos/protocol";
import { describe, expect, test } from "vitest";

describe("findJsonFault", () => {
  test("finds nothing in plain values", () => {
    expect(findJsonFault({ a: [1, "x", null, true, { b: -0.5 }] }, 32)).toBeUndefined();
  });

  test("names a number that became Infinity", () => {
    expect(findJsonFault(JSON.parse('{"a":[1,{"b":1e999}]}'), 32)).toEqual({
      path: "a.1.b",
      message: "a.1.b must be a finite number; use null for an unknown reading.",
    });
  });

  test("names a bare value by the path that it is given", () => {
    expect(findJsonFault(Number.NaN, 32, "payload")?.path).toBe("payload");
    expect(findJsonFault(Number.NaN, 32)?.message).toMatch(/^The frame must be/);
  });

  test.each(["__proto__", "constructor", "prototype"])("refuses the key %s in any depth", (key) => {
    expect(findJsonFault(JSON.parse(`{"a":[{"${key}":1}]}`), 32)?.path).toBe(`a.0.${key}`);
  });

  test("allows exactly the depth that it is given", () => {
    expect(findJsonFault({ a: { b: {} } }, 3)).toBeUndefined();
    expect(findJsonFault({ a: { b: {} } }, 2)?.path).toBe("a.b");
  });

  test("survives 10,000 levels and shortens their path", () => {
    const deep: unknown = JSON.parse("[".repeat(10_000) + "]".repeat(10_000));
    expect(findJsonFault(deep, 32)?.path).toBe("0.0.0.0");
  });
});
