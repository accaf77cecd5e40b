import { isJsonObject, type JsonObject, type JsonValue, type StateUpdate } from "@hos/protocol";
import type { DeviceRecord } from "@hos/protocol/device-model";

/**
 * Whether state and extras of `device` would have more than `limit` members, in any depth, once `update` is merged into
 * them. An update that names no new member never does: what is there can always be reported.
 */
export function outgrows(
  { state, extras }: Pick<DeviceRecord, "state" | "extras">,
  update: StateUpdate,
  limit: number,
): boolean {
  let added = update.extras === undefined ? 0 : countNewMembers(extras, update.extras);
  for (const key of Object.keys(update)) {
    if (key !== "extras") added += countNew(state, key, update[key]);
  }
  return added > 0 && countMembers(state) + countMembers(extras) + added > limit;
}

function countNewMembers(held: JsonObject, update: JsonObject): number {
  let count = 0;
  for (const key of Object.keys(update)) count += countNew(held, key, update[key]);
  return count;
}

function countNew(held: JsonObject, key: string, value: JsonValue | undefined): number {
  const before = Object.hasOwn(held, key) ? held[key] : undefined;
  const own = before === undefined ? 1 : 0;
  if (!isJsonObject(value)) return own;
  return own + (isJsonObject(before) ? countNewMembers(before, value) : countMembers(value));
}

function countMembers(object: JsonObject): number {
  let count = 0;
  for (const key of Object.keys(object)) {
    const value = object[key];
    count += isJsonObject(value) ? 1 + countMembers(value) : 1;
  }
  return count;
}
