import { checkDocumentSize } from "./check-document-size.ts";
import { createRequestCheck } from "./create-request-check.ts";
import { SaveDesignProfile, SelectDesignProfile } from "./design-profile.ts";
import { trimName } from "./trim-name.ts";

const checkSave = createRequestCheck(SaveDesignProfile, "design profile");
const checkSelect = createRequestCheck(SelectDesignProfile, "choice of a design profile");

/**
 * Reads the body of POST `/design-profiles/save`.
 *
 * @throws {ApiFailure} INVALID_REQUEST, also where the design is larger than `LIMITS.documentBytes`.
 */
export function parseSaveDesignProfile(input: unknown): SaveDesignProfile {
  const body = checkSave(trimName(input));
  checkDocumentSize(body.design, "design");
  return body;
}

/** Reads the body of POST `/design-profiles/select`. @throws {ApiFailure} INVALID_REQUEST */
export function parseSelectDesignProfile(input: unknown): SelectDesignProfile {
  return checkSelect(input);
}
