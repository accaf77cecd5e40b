import { Type, type Static } from "typebox";

/** `data` of DEVICE_REMOVED: nothing. */
export const DeviceRemoved = Type.Object({});
export type DeviceRemoved = Static<typeof DeviceRemoved>;
