import type { DevicePlace } from "./device-place.ts";
import type { Confinement } from "./principal.ts";

/** Whether a device is inside all of the parts. */
export function isWithin({ id, spaceId }: DevicePlace, confinements: readonly Confinement[]): boolean {
  return confinements.every(
    ({ spaceIds, deviceIds }) => deviceIds.has(id) || (spaceId !== null && spaceIds.has(spaceId)),
  );
}
