import { createRequestCheck } from "./create-request-check.ts";
import { LoginRequest } from "./auth.ts";

const check = createRequestCheck(LoginRequest, "login");

/** Reads the body of POST `/auth/login`. @throws {ApiFailure} INVALID_REQUEST */
export function parseLoginRequest(input: unknown): LoginRequest {
  return check(input);
}
