import { DispatchError } from "./dispatch-error.ts";

/**
 * Returns `value` where it can bound something.
 *
 * @throws {DispatchError} INVALID_OPTION when it is not a whole number of 1 or more.
 */
export function checkSize(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new DispatchError("INVALID_OPTION", `${name} must be a whole number of 1 or more, not ${value}.`);
}
