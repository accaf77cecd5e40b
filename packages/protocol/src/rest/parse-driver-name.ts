import { createRequestCheck } from "./create-request-check.ts";
import { DriverName } from "./driver.ts";

const check = createRequestCheck(DriverName, "name of a driver");

/** Reads the names of a driver that need not be known yet. @throws {ApiFailure} INVALID_REQUEST */
export function parseDriverName(input: unknown): DriverName {
  return check(input);
}
