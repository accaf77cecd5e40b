export { type Cursor, formatCursor, readCursor } from "./cursor.ts";
export {
  DeviceChange,
  LiveDeviceAvailability,
  LiveDeviceDiscovered,
  LiveDeviceRemoved,
  LiveDeviceUpdated,
  LiveStateUpdate,
} from "./device-events.ts";
export { ConfigPart, LiveConfigChanged } from "./config-events.ts";
export { DriverPresence, LiveDriverConnected, LiveDriverDisconnected } from "./driver-events.ts";
export {
  ActionProgress,
  LiveActionConfirmed,
  LiveActionDispatched,
  LiveActionFailed,
  LiveActionLate,
  LiveActionRequested,
  LiveActionSucceeded,
} from "./action-events.ts";
export { Batch, LIVE_EVENT_NAMES, LiveEvent, type LiveEventName } from "./live-event.ts";
export { LiveFilter } from "./live-filter.ts";
export { LiveHandshake } from "./live-handshake.ts";
export { Conflated, Hello, Snapshot } from "./stream-control.ts";
export { parseLiveHandshake } from "./parse-live-handshake.ts";
