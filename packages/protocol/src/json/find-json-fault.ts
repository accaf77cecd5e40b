import type { ErrorDetail } from "../errors/protocol-error.ts";

/** Keys that would reach an object's prototype when a value is merged. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Looks for what JSON.parse lets through and no schema names: nesting deeper than `maxDepth`, numbers that became
 * Infinity, and keys that would reach a prototype. It looks at each value once and stops at the first fault.
 *
 * @param path the dotted path of `value` in its frame.
 */
export function findJsonFault(value: unknown, maxDepth: number, path = ""): ErrorDetail | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : notFinite(path);
  if (typeof value !== "object" || value === null) return undefined;
  if (maxDepth === 0) return tooDeep(path);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      if (isHarmless(item)) continue;
      const fault = findJsonFault(item, maxDepth - 1, joinPath(path, index));
      if (fault !== undefined) return fault;
    }
    return undefined;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key in members) {
    if (FORBIDDEN_KEYS.has(key)) return forbidden(joinPath(path, key), key);
    const member = members[key];
    if (isHarmless(member)) continue;
    const fault = findJsonFault(member, maxDepth - 1, joinPath(path, key));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Adds a member name or an array index to a dotted path. */
export function joinPath(path: string, step: string | number): string {
  return path === "" ? String(step) : `${path}.${step}`;
}

// Spares the hot path the call and the path text for the plain values that most frames are made of.
function isHarmless(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value !== "object" || value === null;
}

function notFinite(path: string): ErrorDetail {
  return { path, message: `${subject(path)} must be a finite number; use null for an unknown reading.` };
}

function tooDeep(path: string): ErrorDetail {
  const shortened = path.split(".", 4).join(".");
  return { path: shortened, message: `${subject(shortened)} is nested too deep; send flat fields.` };
}

function forbidden(path: string, key: string): ErrorDetail {
  return { path, message: `${subject(path)} is not allowed; rename the member ${key}.` };
}

function subject(path: string): string {
  return path === "" ? "The frame" : path;
}
