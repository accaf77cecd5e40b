import { createRequestCheck } from "./create-request-check.ts";
import { CreateUser } from "./user.ts";

const check = createRequestCheck(CreateUser, "person");

/** Reads the body of POST `/users`. @throws {ApiFailure} INVALID_REQUEST */
export function parseCreateUser(input: unknown): CreateUser {
  return check(input);
}
