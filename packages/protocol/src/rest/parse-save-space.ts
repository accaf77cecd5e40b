import { createRequestCheck } from "./create-request-check.ts";
import { SaveSpace } from "./space.ts";
import { trimName } from "./trim-name.ts";

const check = createRequestCheck(SaveSpace, "space");

/**
 * Reads the body of POST `/spaces/save`; a member that it does not know is refused.
 *
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function parseSaveSpace(input: unknown): SaveSpace {
  return check(trimName(input));
}
