import { Type, type Static } from "typebox";
import { DeviceDiscovered } from "./device-discovered.ts";

/** `data` of DEVICE_UPDATED: any member of DEVICE_DISCOVERED. Named members replace, `properties` and `target` are merged. */
export const DeviceUpdated = Type.Partial(DeviceDiscovered);
export type DeviceUpdated = Static<typeof DeviceUpdated>;
