import type { ErrorDetail } from "../../errors/protocol-error.ts";
import { joinPath } from "../../json/find-json-fault.ts";
import { isJsonObject } from "../../json/is-json-object.ts";
import type { JsonObject } from "../../json/json-value.ts";
import { listSubschemas } from "./list-subschemas.ts";
import { resolvePointer } from "./resolve-pointer.ts";

/** More schemas than this behind the references of one schema: they go in a circle, or multiply without end. */
const MAX_FOLLOWED = 1000;

/**
 * Looks for a `$ref` that cannot be followed. Only references inside the schema are: `#` and `#/...`. One that leads
 * back to itself without a step into the value would never end.
 */
export function findReferenceFault(root: JsonObject, path: string): ErrorDetail | undefined {
  let followed = 0;

  const endless = (schema: unknown): boolean => {
    if (!isJsonObject(schema)) return false;
    followed += 1;
    if (followed > MAX_FOLLOWED) return true;
    const target = schema["$ref"] === undefined ? undefined : resolvePointer(root, schema["$ref"]);
    if (target !== undefined && endless(target)) return true;
    return listSubschemas(schema).some((subschema) => subschema.inPlace && endless(subschema.schema));
  };

  const visit = (schema: unknown, at: string): ErrorDetail | undefined => {
    if (!isJsonObject(schema)) return undefined;
    const reference = schema["$ref"];
    if (reference !== undefined) {
      const where = joinPath(at, "$ref");
      const target = resolvePointer(root, reference);
      if (target === undefined) {
        return { path: where, message: `${where} must name a schema inside payloadSchema, such as #/$defs/level.` };
      }
      if (endless(target)) return { path: where, message: `${where} must not lead back to itself.` };
    }
    for (const { steps, schema: subschema } of listSubschemas(schema)) {
      const fault = visit(subschema, steps.reduce(joinPath, at));
      if (fault !== undefined) return fault;
    }
    return undefined;
  };

  return visit(root, path);
}
