import type { DevicePlace } from "./device-place.ts";
import { isWithin } from "./is-within.ts";
import type { Principal } from "./principal.ts";

/** Whether a device is inside the part of the home that somebody sees. */
export type DeviceFilter = (device: DevicePlace) => boolean;

/** The devices that `principal` sees, for lists and streams; `undefined` where it is the whole home. */
export function createDeviceFilter({ confinements }: Principal): DeviceFilter | undefined {
  return confinements.length === 0 ? undefined : (device) => isWithin(device, confinements);
}
