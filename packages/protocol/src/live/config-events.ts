import { Type, type Static } from "typebox";
import { Instant } from "../driver/fields.ts";

/** A part of what people configured that clients show. */
export const ConfigPart = Type.Enum(["spaces", "programs", "preferences", "designs"]);
export type ConfigPart = Static<typeof ConfigPart>;

/**
 * People configured something anew: who shows it, reads it again over REST. Not numbered and not told again, so a client
 * reads all of it after an interruption.
 */
export const LiveConfigChanged = Type.Object({
  event: Type.Literal("CONFIG_CHANGED"),
  what: ConfigPart,
  at: Instant,
});
export type LiveConfigChanged = Static<typeof LiveConfigChanged>;
