import { createRequestCheck } from "./create-request-check.ts";
import { ChangePassword } from "./user.ts";

const check = createRequestCheck(ChangePassword, "change of password");

/** Reads the body of POST `/auth/password`. @throws {ApiFailure} INVALID_REQUEST */
export function parseChangePassword(input: unknown): ChangePassword {
  return check(input);
}
