import { Type, type Static } from "typebox";
import { ActionProgress } from "./action-events.ts";
import { LiveConfigChanged } from "./config-events.ts";
import { DeviceChange } from "./device-events.ts";
import { DriverPresence } from "./driver-events.ts";

/** Anything that happens in the home, as every client is told it. */
export const LiveEvent = Type.Union([DeviceChange, DriverPresence, LiveConfigChanged, ActionProgress]);
export type LiveEvent = Static<typeof LiveEvent>;

/** The name of a live event. */
export type LiveEventName = LiveEvent["event"];

/** Every live event name. */
export const LIVE_EVENT_NAMES = [
  "STATE_UPDATE",
  "DEVICE_DISCOVERED",
  "DEVICE_UPDATED",
  "DEVICE_REMOVED",
  "DEVICE_AVAILABILITY",
  "DRIVER_CONNECTED",
  "DRIVER_DISCONNECTED",
  "CONFIG_CHANGED",
  "ACTION_REQUESTED",
  "ACTION_DISPATCHED",
  "ACTION_SUCCEEDED",
  "ACTION_CONFIRMED",
  "ACTION_FAILED",
  "ACTION_LATE",
] as const satisfies readonly LiveEventName[];

/** All events of one turn of the hub's event loop, in order. What a client with `coalesce: true` gets. */
export const Batch = Type.Array(LiveEvent);
export type Batch = Static<typeof Batch>;
