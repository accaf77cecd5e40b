import { createRequestCheck } from "./create-request-check.ts";
import { SaveProgram } from "./program.ts";
import { trimName } from "./trim-name.ts";

const check = createRequestCheck(SaveProgram, "program");

/**
 * Reads the body of POST `/programs/save`; a member that it does not know is refused. Whether a device takes a command is
 * not asked: it may come later, and the run says so.
 *
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function parseSaveProgram(input: unknown): SaveProgram {
  return check(trimName(input));
}
