import { isJsonObject } from "@hos/protocol";
import * as fc from "fast-check";
import { THINGS } from "../lab/fuzz-things.ts";

/** Stands for the id of a thing that fits the route. */
export const FITTING = "@fitting";

/** Ids of what a lab has, so that some requests reach what is there; `@space` and the like stand for theirs. */
export const knownId = fc.oneof(
  { weight: 4, arbitrary: fc.constant(FITTING) },
  { weight: 1, arbitrary: fc.constantFrom("fuzz-1", "fuzz-alarm", "light-1", ...THINGS.map((thing) => `@${thing}`)) },
);

const id = fc.oneof(
  { weight: 3, arbitrary: knownId },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 20 }) },
);
/** Of commands that the devices of a lab take. */
const PAYLOADS: readonly unknown[] = [{}, { brightness: 5 }, { value: 7 }, { code: "1234" }];
const LONGEST = 300;
const MOST_ITEMS = 5;

/** Values that a JSON Schema of the API lets through, or hardly not. */
export function createSchemaValue(schema: unknown): fc.Arbitrary<unknown> {
  if (!isJsonObject(schema)) return fc.jsonValue({ maxDepth: 2 });
  if ("const" in schema) return fc.constant(schema["const"]);
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as readonly unknown[]));
  const union = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(union)) return fc.oneof(...union.map((branch: unknown) => createSchemaValue(branch)));
  switch (schema["type"]) {
    case "object":
      return createObject(schema);
    case "array":
      return fc.array(createSchemaValue(schema["items"]), { maxLength: MOST_ITEMS });
    case "string":
      return createText(schema);
    case "integer":
      return fc.integer({ min: numberOf(schema["minimum"], -10), max: numberOf(schema["maximum"], 10_000) });
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 3 });
  }
}

function createObject(schema: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? (schema["required"] as readonly string[]) : [];
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [name, createMember(name, member)]),
  );
  const known = fc.record(members, {
    requiredKeys: required.filter((name) => name in members),
    noNullPrototype: true,
  });
  if (Object.keys(members).length > 0) return known;
  return fc.dictionary(fc.string({ minLength: 1, maxLength: 10 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 5 });
}

function createMember(name: string, schema: unknown): fc.Arbitrary<unknown> {
  if (name === "deviceId") return fc.oneof(fc.constantFrom("fuzz-1", "fuzz-alarm"), id);
  if (name === "id" || name.endsWith("Id")) return fc.oneof(id, createSchemaValue(schema));
  // A command that nobody answers is not waited for.
  if (name.endsWith("Ids")) return fc.array(id, { maxLength: 3 });
  if (name === "command")
    return fc.oneof(fc.constantFrom("turn_on", "set_brightness", "disarm"), createSchemaValue(schema));
  if (name === "code") return fc.oneof(fc.constant("@pairing"), createSchemaValue(schema));
  if (name === "payload" || name === "data") return fc.oneof(fc.constantFrom(...PAYLOADS), createSchemaValue(schema));
  if (name === "timeoutMs") return fc.constantFrom(50, 60);
  return createSchemaValue(schema);
}

function createText({ minLength, maxLength, pattern }: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const min = Math.min(numberOf(minLength, 0), LONGEST);
  const max = Math.min(numberOf(maxLength, 40), LONGEST);
  const plain = fc.string({ minLength: min, maxLength: max });
  return typeof pattern === "string" ? fc.oneof(fc.stringMatching(new RegExp(pattern)), plain) : plain;
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
