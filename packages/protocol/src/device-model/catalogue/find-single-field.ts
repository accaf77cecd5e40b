import { isJsonObject } from "../../json/is-json-object.ts";
import type { JsonObject } from "../../json/json-value.ts";

/** The one member that a payloadSchema names; `undefined` where it names none or several. */
export function findSingleField(schema: JsonObject): string | undefined {
  const properties = schema["properties"];
  const names = isJsonObject(properties) ? Object.keys(properties) : [];
  return names.length === 1 ? names[0] : undefined;
}
