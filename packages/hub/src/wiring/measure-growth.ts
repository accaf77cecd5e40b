import { estimateJsonSize, isJsonObject, type JsonObject, type JsonValue, type StateUpdate } from "@hos/protocol";

/** How much larger a device becomes. */
export interface Growth {
  /** Members, in any depth. */
  members: number;
  /** Characters of JSON text, about. */
  bytes: number;
}

/**
 * How much larger `state` and `extras` become when `update` is merged into them; less than nothing where they become
 * smaller. It looks at what the update names and at nothing else.
 *
 * @param growth is set to the answer and returned, so that a caller that asks often has one for all times.
 */
export function measureGrowth(
  { state, extras }: { readonly state: JsonObject; readonly extras: JsonObject },
  update: StateUpdate,
  growth: Growth = { members: 0, bytes: 0 },
): Growth {
  growth.members = 0;
  growth.bytes = 0;
  for (const key in update) {
    const after = update[key];
    if (key === "extras" || isAlike(state[key], after)) continue;
    addReplaced(growth, key, { before: ownOf(state, key), after });
  }
  if (update.extras !== undefined) addMerged(growth, extras, update.extras);
  return growth;
}

/** How much larger `held` becomes when each member of `update` replaces the one of its name. */
export function measureReplacement(held: JsonObject, update: JsonObject): number {
  const growth: Growth = { members: 0, bytes: 0 };
  for (const key of Object.keys(update)) addReplaced(growth, key, { before: ownOf(held, key), after: update[key] });
  return growth.bytes;
}

/** The members of an object, in any depth. */
export function countMembers(object: JsonObject): number {
  let count = 0;
  for (const key of Object.keys(object)) {
    const value = object[key];
    count += isJsonObject(value) ? 1 + countMembers(value) : 1;
  }
  return count;
}

/** Whether both are numbers or both are booleans, which take the same place: most values of most updates are. */
function isAlike(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  return (typeof after === "number" || typeof after === "boolean") && typeof before === typeof after;
}

/** A name that every object inherits, such as `toString`, is as new as any other. */
function ownOf(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

interface Change {
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

function addReplaced(growth: Growth, key: string, { before, after }: Change): void {
  if (after === undefined) return;
  if (before === undefined) {
    growth.members += 1;
    growth.bytes += key.length;
  } else {
    if (isJsonObject(before)) growth.members -= countMembers(before);
    growth.bytes -= estimateJsonSize(before);
  }
  if (isJsonObject(after)) growth.members += countMembers(after);
  growth.bytes += estimateJsonSize(after);
}

function addMerged(growth: Growth, held: JsonObject, update: JsonObject): void {
  for (const key of Object.keys(update)) {
    const before = ownOf(held, key);
    const after = update[key];
    if (isJsonObject(before) && isJsonObject(after)) addMerged(growth, before, after);
    else addReplaced(growth, key, { before, after });
  }
}
