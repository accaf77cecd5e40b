import { Type, type Static } from "typebox";
import { DriverKey, InstanceId, Instant } from "../driver/fields.ts";

/** A driver is there: it registered, and was not merely away for less than the grace time. */
export const LiveDriverConnected = Type.Object({
  event: Type.Literal("DRIVER_CONNECTED"),
  driverKey: DriverKey,
  instanceId: InstanceId,
  name: Type.Union([Type.String(), Type.Null()]),
  at: Instant,
});
export type LiveDriverConnected = Static<typeof LiveDriverConnected>;

/** A driver is gone: its session ended and it did not return within the grace time. */
export const LiveDriverDisconnected = Type.Object({
  event: Type.Literal("DRIVER_DISCONNECTED"),
  driverKey: DriverKey,
  instanceId: InstanceId,
  reason: Type.String({ description: "Why the session ended." }),
  since: Instant,
  at: Instant,
});
export type LiveDriverDisconnected = Static<typeof LiveDriverDisconnected>;

/** The coming and going of drivers. Not numbered and not told again. */
export const DriverPresence = Type.Union([LiveDriverConnected, LiveDriverDisconnected]);
export type DriverPresence = Static<typeof DriverPresence>;
