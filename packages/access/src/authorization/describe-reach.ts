import type { Principal } from "./principal.ts";

/** A text that is the same for those who may see the same, whoever they are: a key for what is made once for all of them. */
export function describeReach({ scopes, confinements }: Principal): string {
  const parts = confinements.map(({ spaceIds, deviceIds }) =>
    JSON.stringify([[...spaceIds].toSorted(), [...deviceIds].toSorted()]),
  );
  return JSON.stringify([[...scopes].toSorted(), parts.toSorted()]);
}
