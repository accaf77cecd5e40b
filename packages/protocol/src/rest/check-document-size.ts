import type { JsonObject } from "../json/json-value.ts";
import { LIMITS } from "../limits.ts";
import { ApiFailure } from "./api-failure.ts";

/**
 * Refuses a document of the client app that is larger than the hub keeps.
 *
 * @param what names it in the failure: "preferences".
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function checkDocumentSize(document: JsonObject, what: string): void {
  const bytes = new TextEncoder().encode(JSON.stringify(document)).length;
  if (bytes <= LIMITS.documentBytes) return;
  throw new ApiFailure("INVALID_REQUEST", `Invalid ${what}.`, {
    details: [`${what} must have at most ${LIMITS.documentBytes} bytes as JSON; it has ${bytes}.`],
  });
}
