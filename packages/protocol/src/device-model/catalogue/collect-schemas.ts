import { joinPath } from "../../json/find-json-fault.ts";
import { isJsonObject } from "../../json/is-json-object.ts";
import type { JsonObject } from "../../json/json-value.ts";
import { listSubschemas } from "./list-subschemas.ts";
import { resolvePointer } from "./resolve-pointer.ts";

/**
 * Every object that serves as a schema in `root`, with the path where it was found: those inside it, and those that its
 * references name, wherever they stand.
 */
export function collectSchemas(root: JsonObject, path: string): ReadonlyMap<JsonObject, string> {
  const found = new Map<JsonObject, string>();
  const visit = (schema: unknown, at: string): void => {
    if (!isJsonObject(schema) || found.has(schema as JsonObject)) return;
    found.set(schema as JsonObject, at);
    const reference = schema["$ref"];
    if (reference !== undefined) visit(resolvePointer(root, reference), joinPath(at, "$ref"));
    for (const { steps, schema: subschema } of listSubschemas(schema)) visit(subschema, steps.reduce(joinPath, at));
  };
  visit(root, path);
  return found;
}
