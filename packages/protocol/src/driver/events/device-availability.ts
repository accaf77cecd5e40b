import { Type, type Static } from "typebox";
import { LIMITS } from "../../limits.ts";

/** `data` of DEVICE_AVAILABILITY: the driver lives, but this device does not answer, or answers again. */
export const DeviceAvailability = Type.Object({
  status: Type.Enum(["online", "offline"]),
  reason: Type.Optional(Type.String({ maxLength: LIMITS.reasonMax })),
});
export type DeviceAvailability = Static<typeof DeviceAvailability>;
