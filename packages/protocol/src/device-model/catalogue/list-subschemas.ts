import { isJsonObject } from "../../json/is-json-object.ts";

/** A schema inside a schema. */
export interface Subschema {
  /** The members that lead to it. */
  readonly steps: readonly string[];
  readonly schema: unknown;
  /** Whether it is applied to the value itself, not to a member or an item of it. */
  readonly inPlace: boolean;
}

/** Each keyword of JSON Schema draft 2020-12 that holds schemas; everything else is data. */
const KEYWORDS: Readonly<Record<string, { readonly holds: "one" | "list" | "map"; readonly inPlace: boolean }>> = {
  allOf: { holds: "list", inPlace: true },
  anyOf: { holds: "list", inPlace: true },
  oneOf: { holds: "list", inPlace: true },
  not: { holds: "one", inPlace: true },
  if: { holds: "one", inPlace: true },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { holds: "one", inPlace: true },
  else: { holds: "one", inPlace: true },
  dependentSchemas: { holds: "map", inPlace: true },
  properties: { holds: "map", inPlace: false },
  patternProperties: { holds: "map", inPlace: false },
  additionalProperties: { holds: "one", inPlace: false },
  unevaluatedProperties: { holds: "one", inPlace: false },
  propertyNames: { holds: "one", inPlace: false },
  items: { holds: "one", inPlace: false },
  prefixItems: { holds: "list", inPlace: false },
  unevaluatedItems: { holds: "one", inPlace: false },
  contains: { holds: "one", inPlace: false },
  contentSchema: { holds: "one", inPlace: false },
  $defs: { holds: "map", inPlace: false },
  definitions: { holds: "map", inPlace: false },
};

/** The schemas directly inside `schema`. */
export function listSubschemas(schema: Readonly<Record<string, unknown>>): readonly Subschema[] {
  const found: Subschema[] = [];
  for (const [keyword, { holds, inPlace }] of Object.entries(KEYWORDS)) {
    const value = schema[keyword];
    if (value === undefined) continue;
    if (holds === "one") found.push({ steps: [keyword], schema: value, inPlace });
    else if (Array.isArray(value) || isJsonObject(value)) {
      for (const [step, inner] of Object.entries(value)) found.push({ steps: [keyword, step], schema: inner, inPlace });
    }
  }
  return found;
}
