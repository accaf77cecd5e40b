import type { TSchema, Static } from "typebox";
import { ActionResult } from "./events/action-result.ts";
import { DeviceAvailability } from "./events/device-availability.ts";
import { DeviceDiscovered } from "./events/device-discovered.ts";
import { DeviceRemoved } from "./events/device-removed.ts";
import { DeviceUpdated } from "./events/device-updated.ts";
import { DriverLog } from "./events/driver-log.ts";
import { DriverStatus } from "./events/driver-status.ts";
import { MetricUpdate } from "./events/metric-update.ts";
import { StateUpdate } from "./events/state-update.ts";

/** The schema of `data` of each event about a device. */
export const DEVICE_EVENT_DATA = {
  DEVICE_DISCOVERED: DeviceDiscovered,
  DEVICE_UPDATED: DeviceUpdated,
  DEVICE_REMOVED: DeviceRemoved,
  STATE_UPDATE: StateUpdate,
  METRIC_UPDATE: MetricUpdate,
  ACTION_RESULT: ActionResult,
  DEVICE_AVAILABILITY: DeviceAvailability,
} as const satisfies Record<string, TSchema>;

/** The schema of `data` of each event about the driver itself; they have no `device_id`. */
export const DRIVER_EVENT_DATA = {
  DRIVER_STATUS: DriverStatus,
  DRIVER_LOG: DriverLog,
} as const satisfies Record<string, TSchema>;

/** The name of an event about a device. */
export type DeviceEventName = keyof typeof DEVICE_EVENT_DATA;

/** The name of an event that a driver may send. */
export type DriverEventName = DeviceEventName | keyof typeof DRIVER_EVENT_DATA;

/** `data` of the event `Name`. */
export type DriverEventData<Name extends DriverEventName> = Name extends DeviceEventName
  ? Static<(typeof DEVICE_EVENT_DATA)[Name]>
  : Name extends keyof typeof DRIVER_EVENT_DATA
    ? Static<(typeof DRIVER_EVENT_DATA)[Name]>
    : never;

/** An event about a device in its canonical form, as code sees it. */
export type DeviceEvent = {
  [Name in DeviceEventName]: { readonly event: Name; readonly deviceId: string; readonly data: DriverEventData<Name> };
}[DeviceEventName];

/** An event about the driver itself in its canonical form. */
export type DriverSelfEvent = {
  [Name in keyof typeof DRIVER_EVENT_DATA]: { readonly event: Name; readonly data: DriverEventData<Name> };
}[keyof typeof DRIVER_EVENT_DATA];

/** Any event of a driver in its canonical form. */
export type DriverEvent = DeviceEvent | DriverSelfEvent;

/** Every event name that a driver may send, in the order of the protocol document. */
export const DRIVER_EVENT_NAMES: readonly DriverEventName[] = [
  ...(Object.keys(DEVICE_EVENT_DATA) as DeviceEventName[]),
  ...(Object.keys(DRIVER_EVENT_DATA) as (keyof typeof DRIVER_EVENT_DATA)[]),
];
