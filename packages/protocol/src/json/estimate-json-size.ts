import type { JsonValue } from "./json-value.ts";

/** What a number, a boolean, `null` and the marks around a member come to. */
const SMALL = 8;

/**
 * About how many characters `value` has as JSON text, without making the text: what a memory that is bounded by size
 * counts with. Members that are `undefined` count as small values.
 */
export function estimateJsonSize(value: JsonValue | undefined): number {
  if (typeof value === "string") return value.length + SMALL;
  if (typeof value !== "object" || value === null) return SMALL;
  let size = SMALL;
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) size += estimateJsonSize(item);
    return size;
  }
  const members = value as Readonly<Record<string, JsonValue>>;
  for (const key in members) size += key.length + estimateMember(members[key]);
  return size;
}

// Spares the hot path the call for the plain values that most objects are made of.
function estimateMember(value: JsonValue | undefined): number {
  return typeof value === "number" || typeof value === "boolean" ? SMALL : estimateJsonSize(value);
}
