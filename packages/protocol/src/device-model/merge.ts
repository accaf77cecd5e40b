import type { JsonObject, JsonValue } from "../json/json-value.ts";

/** A JSON object that its owner may change in place. */
export type MutableJsonObject = Record<string, JsonValue>;

/** Whether two JSON values are equal, in depth. */
export function isJsonEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a === undefined || b === undefined || Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as JsonObject;
  const right = b as JsonObject;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && isJsonEqual(left[key], right[key]));
}

/**
 * Merges state fields into `target` in place, the way STATE_UPDATE is merged: a named field replaces the old value as
 * a whole, others stay. `extras` is not a field and is passed over.
 *
 * @returns the members that changed, or `undefined` where none did.
 */
export function mergeState(target: MutableJsonObject, update: JsonObject): JsonObject | undefined {
  if (changesAll(target, update)) {
    Object.assign(target, update);
    return { ...update };
  }
  let changed: MutableJsonObject | undefined;
  for (const key of Object.keys(update)) {
    const value = update[key];
    if (value === undefined || key === "extras" || isJsonEqual(target[key], value)) continue;
    target[key] = value;
    changed ??= {};
    changed[key] = value;
  }
  return changed;
}

/** Whether every member is a plain value and another one than before. Most updates are: drivers send what changed. */
function changesAll(target: JsonObject, update: JsonObject): boolean {
  let some = false;
  for (const key in update) {
    const value = update[key];
    if (typeof value === "object" || value === undefined || value === target[key]) return false;
    some = true;
  }
  return some;
}

/**
 * Merges `update` into `target` in place and in depth, the way `extras` is merged: objects are merged member by member,
 * everything else replaces.
 *
 * Updates do not fold: `{a: 1}` and then `{a: {b: 2}}` drops what `a` held, while their sum would keep it. What has
 * to catch up in one step takes the whole of `extras`.
 *
 * @returns the members that changed, in depth, or `undefined` where none did.
 */
export function mergeExtras(target: MutableJsonObject, update: JsonObject): JsonObject | undefined {
  let changed: MutableJsonObject | undefined;
  for (const key of Object.keys(update)) {
    const value = update[key];
    if (value === undefined) continue;
    const before = target[key];
    let change: JsonValue | undefined;
    if (isPlainObject(before) && isPlainObject(value)) {
      // A copy first: the old object may be shared with an event that was sent.
      const merged: MutableJsonObject = { ...before };
      change = mergeExtras(merged, value);
      if (change !== undefined) target[key] = merged;
    } else if (!isJsonEqual(before, value)) {
      target[key] = value;
      change = value;
    }
    if (change === undefined) continue;
    changed ??= {};
    changed[key] = change;
  }
  return changed;
}

function isPlainObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
