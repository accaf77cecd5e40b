import type { JsonObject, StateUpdate } from "@hos/protocol";
import { showsExpectedState } from "@hos/protocol/device-model";

/**
 * Whether a state report shows what a command asked for: it names at least one of the expected fields, and each
 * expected field has its value in the report or, where the report does not name it, in the state. Drivers may leave out
 * what did not change.
 *
 * @param state gives the current state; asked only where the report fits so far.
 */
export function isShownBy(expected: JsonObject, update: StateUpdate, state: () => JsonObject): boolean {
  const fields = Object.keys(expected);
  const named = fields.filter((field) => Object.hasOwn(update, field));
  if (named.length === 0 || !showsExpectedState(update, pick(expected, named))) return false;
  if (named.length === fields.length) return true;
  const unnamed = fields.filter((field) => !Object.hasOwn(update, field));
  return showsExpectedState(state(), pick(expected, unnamed));
}

function pick(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => fields.includes(field)));
}
