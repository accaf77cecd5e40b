import { isJsonObject } from "../../json/is-json-object.ts";
import type { JsonObject, JsonValue } from "../../json/json-value.ts";
import { CONCEALED, concealAll } from "./concealed.ts";
import { findSingleField } from "./find-single-field.ts";
import { listSubschemas } from "./list-subschemas.ts";
import { resolvePointer } from "./resolve-pointer.ts";

/** The payload as it may be told. It need not be valid. The same object where nothing in it is secret. */
export type Conceal = (payload: JsonObject) => JsonObject;

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
  const roots = schemas.flatMap((schema) => expand({ schema, root: schema }));
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

/** `located` and all that applies to the same value. */
function expand({ schema, root }: { readonly schema: unknown; readonly root: JsonObject }): readonly Located[] {
  if (!isJsonObject(schema)) return [];
  const target = schema["$ref"] === undefined ? undefined : resolvePointer(root, schema["$ref"]);
  const inPlace = listSubschemas(schema).filter((subschema) => subschema.inPlace);
  return [
    { schema: schema as JsonObject, root },
    ...expand({ schema: target, root }),
    ...inPlace.flatMap((subschema) => expand({ schema: subschema.schema, root })),
  ];
}

function memberSchemas(schemas: readonly Located[], name: string): readonly Located[] {
  return schemas.flatMap(({ schema, root }) => {
    const { properties, patternProperties, additionalProperties, unevaluatedProperties } = schema;
    const named = isJsonObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
    const patterns = isJsonObject(patternProperties) ? Object.entries(patternProperties) : [];
    const matching = patterns.filter(([pattern]) => matches(pattern, name)).map(([, subschema]) => subschema);
    const known = [...named, ...matching];
    const found = known.length > 0 ? known : [additionalProperties, unevaluatedProperties];
    return found.flatMap((subschema) => expand({ schema: subschema, root }));
  });
}

function itemSchemas(schemas: readonly Located[], index: number): readonly Located[] {
  return schemas.flatMap(({ schema, root }) => {
    const { prefixItems, items, contains, unevaluatedItems } = schema;
    const placed: unknown = Array.isArray(prefixItems) ? prefixItems[index] : undefined;
    const found: readonly unknown[] = [placed ?? items, contains, unevaluatedItems];
    return found.flatMap((subschema) => expand({ schema: subschema, root }));
  });
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    // Not one for these flags: rather too much is hidden than too little.
    return true;
  }
}
