import { type TSchema, Type } from "typebox";
import { Compile } from "typebox/compile";
import { describe, expect, test } from "vitest";
import { explain } from "../../src/json/explain.ts";

const texts = (schema: TSchema, value: unknown, root = "data") =>
  explain(Compile(schema).Errors(value), root).map(({ message }) => message);

describe("explain", () => {
  test("names each member that is missing", () => {
    expect(texts(Type.Object({ a: Type.String(), b: Type.Object({}) }), {})).toEqual([
      "data.a is required.",
      "data.b is required.",
    ]);
  });

  test.each<[message: string, schema: TSchema, value: unknown]>([
    ["data must be a string.", Type.String(), 5],
    ["data must be an object.", Type.Object({}), 5],
    ['data must be "on".', Type.Literal("on"), 5],
    ['data must be one of "a", "b".', Type.Enum(["a", "b"]), "c"],
    ["data must be 2 or more.", Type.Number({ minimum: 2 }), 1],
    ["data must be 2 or less.", Type.Number({ maximum: 2 }), 3],
    ["data must not be empty.", Type.String({ minLength: 1 }), ""],
    ["data must have at least 2 characters.", Type.String({ minLength: 2 }), "a"],
    ["data must have at most 2 characters.", Type.String({ maxLength: 2 }), "abc"],
    ["data must not be empty.", Type.Array(Type.Any(), { minItems: 1 }), []],
    ["data must have at least 2 items.", Type.Array(Type.Any(), { minItems: 2 }), []],
    ["data must have at most 1 items.", Type.Array(Type.Any(), { maxItems: 1 }), [1, 2]],
    ["data must match ^a$.", Type.String({ pattern: "^a$" }), "b"],
    ["data must be a string or a number.", Type.Unsafe({ type: ["string", "number"] }), []],
    ["data must be a number, a boolean or a string.", Type.Union([Type.Number(), Type.Boolean(), Type.String()]), []],
    ["data must be a string or null.", Type.Union([Type.String(), Type.Null()]), 5],
    ["data must have at most 1 characters.", Type.Union([Type.Null(), Type.String({ maxLength: 1 })]), "abc"],
    ["data.a is not allowed.", Type.Object({}, { additionalProperties: false }), { a: 1 }],
  ])("says: %s", (message, schema, value) => {
    expect(texts(schema, value)).toEqual([message]);
  });

  test("tells an object that fits no shape by its members", () => {
    const schema = Type.Union([Type.Object({ a: Type.Number() }), Type.Null()]);
    expect(texts(schema, { a: "x" })).toEqual(["data.a must be a number."]);
  });

  test("undoes the escapes of a JSON pointer", () => {
    expect(texts(Type.Object({ "a/b~c": Type.String() }), { "a/b~c": 1 })).toEqual(["data.a/b~c must be a string."]);
  });

  test("speaks of the value where there is no path", () => {
    expect(texts(Type.String(), 5, "")).toEqual(["The value must be a string."]);
  });
});
