import { createRequestCheck } from "./create-request-check.ts";
import { UpdateUser } from "./user.ts";

const check = createRequestCheck(UpdateUser, "change of a person");

/** Reads the body of POST `/users/:id`. @throws {ApiFailure} INVALID_REQUEST */
export function parseUpdateUser(input: unknown): UpdateUser {
  return check(input);
}
