import { Type, type Static } from "typebox";
import { LIMITS } from "../../limits.ts";

/** `data` of DRIVER_STATUS: how the driver itself is. */
export const DriverStatus = Type.Object({
  status: Type.Enum(["ok", "degraded", "error"]),
  code: Type.Optional(Type.String({ maxLength: LIMITS.commandKeyMax })),
  message: Type.Optional(Type.String({ maxLength: LIMITS.messageMax })),
});
export type DriverStatus = Static<typeof DriverStatus>;
