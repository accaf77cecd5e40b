import { createRequestCheck } from "./create-request-check.ts";
import { ApproveDriver } from "./driver.ts";

const check = createRequestCheck(ApproveDriver, "approval");

/** Reads the body of POST `/drivers/:key/:instance/approve`. @throws {ApiFailure} INVALID_REQUEST */
export function parseApproveDriver(input: unknown): ApproveDriver {
  return check(input);
}
