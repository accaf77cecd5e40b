import { createRequestCheck } from "./create-request-check.ts";
import { ChangeLogLevels } from "./log-levels.ts";

const check = createRequestCheck(ChangeLogLevels, "log levels");

/**
 * Reads the body of POST `/log-levels`. Which components there are is for the server to say.
 *
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function parseChangeLogLevels(input: unknown): ChangeLogLevels {
  return check(input);
}
