import { Compile, Meta, type Validator } from "typebox/schema";
import type { ErrorDetail } from "../../errors/protocol-error.ts";
import { explain } from "../../json/explain.ts";
import { joinPath } from "../../json/find-json-fault.ts";
import { countValues } from "../../json/count-values.ts";
import { isJsonObject } from "../../json/is-json-object.ts";
import type { JsonObject } from "../../json/json-value.ts";
import { LIMITS } from "../../limits.ts";
import { findPatternFault } from "./find-pattern-fault.ts";
import { findReferenceFault } from "./find-reference-fault.ts";
import { listSubschemas } from "./list-subschemas.ts";

// Compiled when the first catalogue comes: it takes longer than everything else that this package compiles.
let metaSchema: Validator | undefined;

/** Keywords that would make the meaning of a reference depend on where it stands. */
const REFUSED_KEYWORDS = ["$dynamicRef", "$recursiveRef"];

/**
 * Looks for what keeps a schema that came over the wire from being used: it is too large, no JSON Schema (draft 2020-12), a
 * pattern is no regular expression or one that could take long, or a reference leads nowhere, out of the schema or in a
 * circle.
 *
 * @param path where the schema stands in its frame.
 * @returns what is wrong; empty where nothing is.
 */
export function findSchemaFaults(schema: JsonObject, path: string): readonly ErrorDetail[] {
  // What follows takes longer than in proportion to the size.
  if (countValues(schema) > LIMITS.schemaValues) return [tooLarge(path)];
  metaSchema ??= Compile(Meta["https://json-schema.org/draft/2020-12/schema"]);
  if (!metaSchema.Check(schema)) return explain(metaSchema.Errors(schema)[1], path);
  const fault = findNodeFault(schema, path, true) ?? findReferenceFault(schema, path) ?? findPatternFault(schema, path);
  return fault === undefined ? [] : [fault];
}

function findNodeFault(schema: unknown, path: string, root: boolean): ErrorDetail | undefined {
  if (!isJsonObject(schema)) return undefined;
  for (const keyword of REFUSED_KEYWORDS) {
    if (schema[keyword] !== undefined) return refused(joinPath(path, keyword), "use $ref");
  }
  if (!root && schema["$id"] !== undefined) return refused(joinPath(path, "$id"), "use $defs and $ref");
  for (const { steps, schema: subschema } of listSubschemas(schema)) {
    const fault = findNodeFault(subschema, steps.reduce(joinPath, path), false);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function tooLarge(path: string): ErrorDetail {
  return { path, message: `${path} is too large; a schema may have ${LIMITS.schemaValues} values.` };
}

function refused(path: string, advice: string): ErrorDetail {
  return { path, message: `${path} is not supported; ${advice}.` };
}
