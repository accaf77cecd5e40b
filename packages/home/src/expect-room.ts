import { ApiFailure } from "@hos/protocol/rest";

/**
 * Refuses what would be one too many.
 *
 * @param what names them in the failure: "spaces".
 * @throws {ApiFailure} CONFLICT
 */
export function expectRoom(count: number, most: number, what: string): void {
  if (count < most) return;
  throw new ApiFailure("CONFLICT", `There are ${count} ${what} already.`, {
    details: [`A home may have ${most} ${what}; remove some first.`],
  });
}
