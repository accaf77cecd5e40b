import { createRequestCheck } from "./create-request-check.ts";
import { SetupRequest } from "./auth.ts";

const check = createRequestCheck(SetupRequest, "setup");

/** Reads the body of POST `/setup`. @throws {ApiFailure} INVALID_REQUEST */
export function parseSetupRequest(input: unknown): SetupRequest {
  return check(input);
}
