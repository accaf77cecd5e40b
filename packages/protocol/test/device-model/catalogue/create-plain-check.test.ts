import * as fc from "fast-check";
import { Check } from "typebox/schema";
import { describe, expect, test } from "vitest";
import { createPlainCheck } from "../../../src/device-model/catalogue/create-plain-check.ts";
import { DEVICE_DOMAINS } from "../../../src/device-model/domains/device-domains.ts";
import type { JsonObject } from "../../../src/json/json-value.ts";

const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: -3, max: 3, noNaN: true }),
  fc.constantFrom("", "a", "ab", "é", "👍", "👍👍"),
  fc.boolean(),
  fc.constant(null),
  fc.constant({ a: 1 }),
  fc.constant([1]),
);
const name = fc.constantFrom("a", "b", "c", "length");
const member = fc.record(
  {
    type: fc.constantFrom("number", "integer", "string", "boolean", "null", "object"),
    minimum: fc.integer({ min: -2, max: 2 }),
    maximum: fc.integer({ min: -2, max: 2 }),
    maxLength: fc.integer({ min: 0, max: 2 }),
    enum: fc.array(value, { minLength: 1, maxLength: 3 }),
    minLength: fc.integer({ min: 0, max: 2 }),
    title: fc.string(),
  },
  { requiredKeys: ["type"] },
);
const plainMember = fc.oneof(
  fc.record({ type: fc.constantFrom("boolean", "string") }),
  fc.record({ type: fc.constantFrom("number", "integer"), minimum: fc.integer({ min: -3, max: 1 }) }),
  fc.record({ type: fc.constant("string"), maxLength: fc.integer({ min: 0, max: 2 }) }),
);
const plainSchema = fc.record(
  {
    type: fc.constant("object"),
    properties: fc.dictionary(name, fc.oneof(plainMember, plainMember, member), { maxKeys: 3 }),
    required: fc.array(name, { maxLength: 1 }),
    additionalProperties: fc.boolean(),
  },
  { requiredKeys: ["type", "properties"] },
);
const anySchema = fc.record(
  {
    type: fc.constantFrom("object", "array"),
    properties: fc.dictionary(name, member, { maxKeys: 3 }),
    additionalProperties: fc.oneof(fc.boolean(), member),
    maxProperties: fc.integer({ min: 0, max: 2 }),
  },
  { requiredKeys: ["type"] },
);

describe("createPlainCheck", () => {
  test("says yes to nothing that the schema refuses", () => {
    let yes = 0;
    const payload = fc.dictionary(name, value, { maxKeys: 3 });
    fc.assert(
      fc.property(fc.oneof(plainSchema, plainSchema, anySchema), payload, (given, sent) => {
        if (createPlainCheck(given)?.(sent) !== true) return;
        yes += 1;
        expect(Check(given, sent)).toBe(true);
      }),
      { numRuns: 20_000, seed: 5 },
    );
    expect(yes).toBeGreaterThan(500);
  });

  test("knows the payloads of the device model", () => {
    const rows = DEVICE_DOMAINS.flatMap(({ deviceTypes }) => deviceTypes.flatMap(({ commands }) => commands));
    const schemas = rows.map(({ payloadSchema }) => payloadSchema).filter((each) => each !== undefined);
    const plain = schemas.filter((each) => createPlainCheck(each) !== undefined);
    expect(plain.length).toBeGreaterThan(schemas.length / 2);
  });

  test.each([
    [{ type: "object", properties: { level: { type: "integer", minimum: 0, maximum: 100 } } }, { level: 50 }],
    [{ type: "object", properties: { mode: { type: "string", enum: ["eco"] } }, required: ["mode"] }, { mode: "eco" }],
    [{ type: "object", additionalProperties: false }, {}],
  ])("says yes to what fits %j", (given, sent) => {
    expect(createPlainCheck(given)?.(sent)).toBe(true);
  });

  test.each([
    { type: "object", properties: { a: { $ref: "#" } } },
    { type: "object", properties: { a: { type: "string", pattern: "^a$" } } },
    { type: "object", allOf: [] },
    { $ref: "#/x" },
    {},
  ])("leaves %j to the interpreter", (given) => {
    expect(createPlainCheck(given as JsonObject)).toBeUndefined();
  });
});
