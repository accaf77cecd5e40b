import { Type, type Static } from "typebox";
import { Instant } from "../driver/fields.ts";

/** Whether a device can be reached. `unknown`: the hub cannot tell, and `reason` says why. */
export const AvailabilityStatus = Type.Enum(["online", "offline", "unknown"]);
export type AvailabilityStatus = Static<typeof AvailabilityStatus>;

/** Reachability of a device. It stands beside the state; the last value of the state stays. */
export const Availability = Type.Object({
  status: AvailabilityStatus,
  reason: Type.Union([Type.String(), Type.Null()], {
    description: "Why it is not online: a reason of the hub, or the driver's own words.",
  }),
  since: Instant,
});
export type Availability = Static<typeof Availability>;

/** The reasons that the hub itself gives; a driver may give others. */
export const AVAILABILITY_REASONS = {
  /** The driver's session ended and it did not return within the grace time. */
  DRIVER_DISCONNECTED: "driver_disconnected",
  /** The driver returned but did not announce this device again. */
  NOT_ANNOUNCED: "not_announced",
  /** The hub restarted and the driver is not back yet. */
  HUB_RESTARTED: "hub_restarted",
  /** The driver said so and gave no reason. */
  REPORTED_BY_DRIVER: "reported_by_driver",
} as const;
