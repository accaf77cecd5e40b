import type { Narrowing } from "@hos/protocol/rest";

/** The members of `source` that confine, and no others. */
export function pickNarrowing({ spaceIds, deviceIds }: Narrowing): Narrowing {
  return { ...(spaceIds !== undefined && { spaceIds }), ...(deviceIds !== undefined && { deviceIds }) };
}
