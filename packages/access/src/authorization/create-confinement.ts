import type { Narrowing } from "@hos/protocol/rest";
import type { Confinement } from "./principal.ts";

/** The part of the home that a narrowing names; none where it names the whole of it. */
export function createConfinement({ spaceIds, deviceIds }: Narrowing): readonly Confinement[] {
  if (spaceIds === undefined && deviceIds === undefined) return [];
  return [{ spaceIds: new Set(spaceIds), deviceIds: new Set(deviceIds) }];
}
