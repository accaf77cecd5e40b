import { type JsonValue, LIMITS } from "@hos/protocol";

/** Keys that would reach an object's prototype when a value is merged; a hub refuses them. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
/** The frame around the value is one level of its own. */
const MAX_DEPTH = LIMITS.frameDepth - 1;

/**
 * Copies what JSON would make of `value`, so that the caller may go on changing the original: members that are
 * `undefined` are left out, numbers that are not finite become `null` (an unknown reading), `toJSON` is honoured.
 *
 * @param path where the value stands, for the message.
 * @throws {TypeError} for what JSON cannot carry or a hub does not take, naming its path.
 */
export function copyJson(value: unknown, path: string): JsonValue {
  return copy(value, path, MAX_DEPTH);
}

function copy(value: unknown, path: string, depth: number): JsonValue {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : null;
    case "object":
      return value === null ? null : copyObject(value, path, depth);
    default:
      throw new TypeError(`${path} must be a JSON value, not ${typeof value}.`);
  }
}

function copyObject(value: object, path: string, depth: number): JsonValue {
  if (depth === 0) throw new TypeError(`${shorten(path)} is nested too deep or contains itself; send flat fields.`);
  if (Array.isArray(value))
    return value.map((item: unknown, index) => copy(item ?? null, `${path}.${index}`, depth - 1));
  if ("toJSON" in value && typeof value.toJSON === "function") return copy(value.toJSON(), path, depth - 1);
  const copied: Record<string, JsonValue> = {};
  for (const [key, member] of Object.entries(value)) {
    if (FORBIDDEN_KEYS.has(key)) throw new TypeError(`${path}.${key} is not allowed; rename the member ${key}.`);
    if (member !== undefined) copied[key] = copy(member, `${path}.${key}`, depth - 1);
  }
  return copied;
}

function shorten(path: string): string {
  return path.split(".", 4).join(".");
}
