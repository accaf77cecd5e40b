import { createRequestCheck } from "./create-request-check.ts";
import { CreateToken } from "./token.ts";

const check = createRequestCheck(CreateToken, "token");

/** Reads the body of POST `/tokens`. @throws {ApiFailure} INVALID_REQUEST */
export function parseCreateToken(input: unknown): CreateToken {
  return check(input);
}
