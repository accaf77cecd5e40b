import { IsObject, type Static, type TSchema } from "typebox";
import { compileSchema } from "../json/compile-schema.ts";
import type { TLocalizedValidationError } from "typebox/error";
import { cutLists } from "../json/cut-lists.ts";
import { explain } from "../json/explain.ts";
import { findJsonFault } from "../json/find-json-fault.ts";
import { LIMITS } from "../limits.ts";
import { ApiFailure } from "./api-failure.ts";

/** Reads a request of a client; throws {@link ApiFailure} INVALID_REQUEST. */
export type CheckRequest<Request> = (input: unknown) => Request;

/**
 * Compiles the check of a request body or query.
 *
 * @param what names it in the failure: "command request".
 */
export function createRequestCheck<Schema extends TSchema>(schema: Schema, what: string): CheckRequest<Static<Schema>> {
  const validator = compileSchema(schema);
  const message = `Invalid ${what}.`;
  return (input) => {
    const fault = findJsonFault(input, LIMITS.frameDepth);
    if (fault !== undefined) throw new ApiFailure("INVALID_REQUEST", message, { details: [fault.message] });
    if (validator.Check(input)) return input;
    const errors = validator.Errors(cutLists(input));
    const details = explain(errors, "").map((detail) => detail.message);
    throw new ApiFailure("INVALID_REQUEST", message, { details: [...details, ...nameMembers(schema, errors)] });
  };
}

/** Whoever sent a member too much looks for the right one. */
function nameMembers(schema: TSchema, errors: readonly TLocalizedValidationError[]): readonly string[] {
  if (!errors.some(isMemberTooMuch) || !IsObject(schema)) return [];
  return [`The members that there are: ${Object.keys(schema.properties).join(", ")}.`];
}

function isMemberTooMuch({ keyword, instancePath }: TLocalizedValidationError): boolean {
  return keyword === "additionalProperties" && instancePath === "";
}
