import { isJsonObject } from "../../json/is-json-object.ts";
import type { JsonObject, JsonValue } from "../../json/json-value.ts";
import { CONCEALED, concealAll } from "./concealed.ts";
import { findSingleField } from "./find-single-field.ts";
import { listSubschemas } from "./list-subschemas.ts";
import { resolvePointer } from "./resolve-pointer.ts";

/** The payload as it may be told. It need not be valid. The same object where nothing in it is secret. */
export type Conceal = (payload: JsonObject) => JsonObject;

/** What may be a schema, and what its references begin at. */
interface Start {
  readonly schema: unknown;
  readonly root: JsonObject;
}

interface Located {
  readonly schema: JsonObject;
  /** What its references begin at. */
  readonly root: JsonObject;
}

/**
 * Makes the function that hides the members of payloads which one of `schemas` marks with `writeOnly: true`, at any
 * depth. A member that is secret in one branch of a schema is secret: whether the branch applies is not asked.
 *
 * @param schemas without faults ({@link findSchemaFaults}).
 */
export function createConcealer(schemas: readonly JsonObject[]): Conceal {
  if (!schemas.some(hasSecret)) return (payload) => payload;
  const roots = expand(schemas.map((schema) => ({ schema, root: schema })));
  if (roots.some(isSecret)) return concealAll;
  const hide = (payload: JsonObject) => hideIn(payload, roots) as JsonObject;
  const fields = schemas.map(findSingleField).filter((field) => field !== undefined);
  return (payload) => {
    const told = hide(payload);
    const { value } = payload;
    // Clients may give the only member as `value`.
    const asField = fields.map((field) => (value === undefined ? undefined : hide({ [field]: value })[field]));
    const secret = asField.find((hidden) => hidden !== value);
    return secret === undefined ? told : { ...told, value: secret };
  };
}

function hideIn(value: JsonValue, schemas: readonly Located[]): JsonValue {
  if (schemas.some(isSecret)) return CONCEALED;
  if (schemas.length === 0 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    const told = items.map((item, index) => hideIn(item, itemSchemas(schemas, index)));
    return told.some((item, index) => item !== items[index]) ? told : value;
  }
  const entries = Object.entries(value as JsonObject);
  const told = entries.map(([name, member]) => [name, hideIn(member, memberSchemas(schemas, name))] as const);
  return told.some(([, member], index) => member !== entries[index]?.[1]) ? Object.fromEntries(told) : value;
}

function isSecret({ schema }: Located): boolean {
  return schema["writeOnly"] === true;
}

function hasSecret(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  return Object.entries(schema).some(
    ([name, member]) => (name === "writeOnly" && member === true) || hasSecret(member),
  );
}

/** Each of `starts` that is a schema, and all that applies to the same value; every one once, however often it is named. */
function expand(starts: readonly Start[]): readonly Located[] {
  const found = new Map<JsonObject, JsonObject>();
  const visit = (schema: unknown, root: JsonObject): void => {
    if (!isJsonObject(schema) || found.has(schema as JsonObject)) return;
    found.set(schema as JsonObject, root);
    if (schema["$ref"] !== undefined) visit(resolvePointer(root, schema["$ref"]), root);
    for (const subschema of listSubschemas(schema)) if (subschema.inPlace) visit(subschema.schema, root);
  };
  for (const { schema, root } of starts) visit(schema, root);
  return Array.from(found, ([schema, root]) => ({ schema, root }));
}

function memberSchemas(schemas: readonly Located[], name: string): readonly Located[] {
  const starts = schemas.flatMap(({ schema, root }) => {
    const { properties, patternProperties, additionalProperties, unevaluatedProperties } = schema;
    const named = isJsonObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
    const patterns = isJsonObject(patternProperties) ? Object.entries(patternProperties) : [];
    const matching = patterns.filter(([pattern]) => matches(pattern, name)).map(([, subschema]) => subschema);
    const known: readonly unknown[] = [...named, ...matching];
    const found = known.length > 0 ? known : [additionalProperties, unevaluatedProperties];
    return found.map((subschema) => ({ schema: subschema, root }));
  });
  return expand(starts);
}

function itemSchemas(schemas: readonly Located[], index: number): readonly Located[] {
  const starts = schemas.flatMap(({ schema, root }) => {
    const { prefixItems, items, contains, unevaluatedItems } = schema;
    const placed: unknown = Array.isArray(prefixItems) ? prefixItems[index] : undefined;
    return [placed ?? items, contains, unevaluatedItems].map((subschema) => ({ schema: subschema, root }));
  });
  return expand(starts);
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    // Not one for these flags: rather too much is hidden than too little.
    return true;
  }
}
