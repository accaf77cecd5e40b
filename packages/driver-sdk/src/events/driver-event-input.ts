import type { DeviceEventName, DriverEventData, DriverEventName } from "@hos/protocol";

/** What `sendEvent` takes besides the name of the event: `device_id` for events about a device, and `data`. */
export type DriverEventInput<Name extends DriverEventName> = Name extends "DEVICE_REMOVED"
  ? { readonly device_id: string; readonly data?: DriverEventData<Name> }
  : Name extends DeviceEventName
    ? { readonly device_id: string; readonly data: DriverEventData<Name> }
    : { readonly data: DriverEventData<Name> };
