import { checkDocumentSize } from "./check-document-size.ts";
import { createRequestCheck } from "./create-request-check.ts";
import { HomePreferences } from "./home-preferences.ts";

const check = createRequestCheck(HomePreferences, "preferences");

/**
 * Reads the body of POST `/preferences/home`.
 *
 * @throws {ApiFailure} INVALID_REQUEST, also where they are larger than `LIMITS.documentBytes`.
 */
export function parseHomePreferences(input: unknown): HomePreferences {
  const body = check(input);
  checkDocumentSize(body.preferences, "preferences");
  return body;
}
