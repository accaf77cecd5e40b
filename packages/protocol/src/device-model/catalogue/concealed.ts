import type { JsonObject } from "../../json/json-value.ts";

/** What stands in the place of a secret wherever the hub tells of a command. */
export const CONCEALED = "***";

/** The names of the members of a payload without their values: where nothing says which of them are secret. */
export function concealAll(payload: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(payload).map((name) => [name, CONCEALED]));
}
