import { Type, type Static } from "typebox";
import { JsonObject } from "../../json/json-value.ts";
import { LIMITS } from "../../limits.ts";

/** `data` of DRIVER_LOG: a line for the people who look after the home. */
export const DriverLog = Type.Object({
  level: Type.Enum(["debug", "info", "warn", "error"]),
  message: Type.String({ maxLength: LIMITS.messageMax }),
  fields: Type.Optional(JsonObject),
});
export type DriverLog = Static<typeof DriverLog>;
