import type { JsonObject, JsonValue } from "@hos/protocol";

/** A deep copy of a JSON value, so that its giver may change the original. */
export function copyJson<Value>(value: Value): Value {
  return copy(value as JsonValue) as Value;
}

/** `object` itself where all its members are plain values, else a deep copy: a flat state update costs no allocation. */
export function detachJson<Value extends JsonObject>(object: Value): Value {
  for (const key in object) {
    if (isNested(object[key])) return copyJson(object);
  }
  return object;
}

function copy(value: JsonValue): JsonValue {
  if (!isNested(value)) return value;
  if (Array.isArray(value)) return value.map(copy);
  const result: Record<string, JsonValue> = {};
  for (const [key, member] of Object.entries(value)) result[key] = copy(member);
  return result;
}

function isNested(value: JsonValue | undefined): value is JsonObject | readonly JsonValue[] {
  return typeof value === "object" && value !== null;
}
