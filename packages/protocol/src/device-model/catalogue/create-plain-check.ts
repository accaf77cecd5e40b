import { isJsonObject } from "../../json/is-json-object.ts";
import type { JsonObject, JsonValue } from "../../json/json-value.ts";

/** Says yes only to what a schema takes; what it says no to may still be good. */
export type PlainCheck<Value> = (value: Value) => boolean;

type ValueCheck = PlainCheck<JsonValue>;

/** Keywords that say nothing of what is valid. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  "$comment",
  "$schema",
  "default",
  "deprecated",
  "description",
  "examples",
  "readOnly",
  "title",
  "unit",
  "writeOnly",
]);

/**
 * A quick yes for the schemas that nearly all commands have: an object whose members are numbers, texts and booleans, with
 * bounds or a choice. It spares their payloads the interpreter, which looks at each schema for every keyword there is.
 *
 * @returns `undefined` for a schema that says anything else.
 */
export function createPlainCheck(schema: JsonObject): PlainCheck<JsonObject> | undefined {
  const { type, properties = {}, required = [], additionalProperties = true, ...others } = schema;
  if (type !== "object" || typeof additionalProperties !== "boolean" || !saysNothing(others)) return undefined;
  if (!isJsonObject(properties) || !Array.isArray(required)) return undefined;
  const checks = new Map<string, ValueCheck>();
  for (const [name, member] of Object.entries(properties)) {
    const check = isJsonObject(member) ? createMemberCheck(member) : undefined;
    if (check === undefined) return undefined;
    checks.set(name, check);
  }
  return (payload) => {
    for (const name of required) if (!Object.hasOwn(payload, String(name))) return false;
    for (const name in payload) {
      const value = payload[name];
      const check = checks.get(name);
      if (value === undefined || (check === undefined ? !additionalProperties : !check(value))) return false;
    }
    return true;
  };
}

function createMemberCheck(schema: JsonObject): ValueCheck | undefined {
  const { type, minimum, maximum, maxLength, enum: choice, ...others } = schema;
  if (!saysNothing(others)) return undefined;
  const checks = [createTypeCheck(type), createChoiceCheck(choice), createRangeCheck(minimum, maximum)];
  // A character takes one unit or two, so that what is short enough in units is so in characters.
  if (maxLength !== undefined) checks.push((value) => typeof value === "string" && value.length <= Number(maxLength));
  const all = checks.filter((check) => check !== undefined);
  return all.length < checks.length ? undefined : (value) => all.every((check) => check(value));
}

function createTypeCheck(type: JsonValue | undefined): ValueCheck | undefined {
  switch (type) {
    case "boolean":
    case "number":
    case "string":
      return (value) => typeof value === type;
    case "integer":
      return (value) => Number.isInteger(value);
    default:
      return undefined;
  }
}

function createChoiceCheck(choice: JsonValue | undefined): ValueCheck | undefined {
  if (choice === undefined) return () => true;
  if (!Array.isArray(choice) || choice.some((value) => typeof value === "object")) return undefined;
  const values: ReadonlySet<unknown> = new Set(choice);
  return (value) => values.has(value);
}

function createRangeCheck(minimum: JsonValue | undefined, maximum: JsonValue | undefined): ValueCheck | undefined {
  if (minimum === undefined && maximum === undefined) return () => true;
  const least = minimum ?? Number.NEGATIVE_INFINITY;
  const most = maximum ?? Number.POSITIVE_INFINITY;
  if (typeof least !== "number" || typeof most !== "number") return undefined;
  return (value) => typeof value === "number" && value >= least && value <= most;
}

function saysNothing(keywords: JsonObject): boolean {
  return Object.keys(keywords).every((keyword) => ANNOTATIONS.has(keyword));
}
