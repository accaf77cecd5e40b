import type { ErrorDetail } from "../../errors/protocol-error.ts";
import type { JsonObject } from "../../json/json-value.ts";
import { boundSchema, type FindFaults } from "./bound-schema.ts";
import { findSchemaFaults } from "./find-schema-faults.ts";
import { findSingleField } from "./find-single-field.ts";

/** A payloadSchema made ready for many payloads. */
export interface PayloadSchema {
  /** The one member that the schema names; `undefined` where it names none or several. */
  readonly singleField: string | undefined;
  /** What is wrong with a payload; empty where nothing is. */
  readonly findFaults: FindFaults;
}

/**
 * Makes a `payloadSchema` ready. The payloads are checked by interpreting it: no code is made of what a driver sent.
 *
 * @param path where the schema stands in its frame.
 * @returns the faults of the schema instead, where it has any.
 */
export function compilePayloadSchema(schema: JsonObject, path: string): PayloadSchema | readonly ErrorDetail[] {
  const faults = findSchemaFaults(schema, path);
  if (faults.length > 0) return faults;
  // References stay inside the schema, so that its own address only adds ways to fail.
  const { $id: _address, ...usable } = schema;
  return { singleField: findSingleField(schema), findFaults: boundSchema(usable) };
}
