import { Type, type Static } from "typebox";
import { Availability } from "../device-model/availability.ts";
import { DeviceRecord } from "../device-model/device-record.ts";
import { DeviceState, Extras } from "../device-model/device-state.ts";
import { DeviceId, Instant } from "../driver/fields.ts";

const Numbered = {
  device_id: DeviceId,
  revision: Type.Integer({ minimum: 1, description: "Hub-wide, one more than that of the change before." }),
  at: Instant,
};

/** Fields of a device changed. `data` and `extras` hold the changed members only. */
export const LiveStateUpdate = Type.Object({
  event: Type.Literal("STATE_UPDATE"),
  ...Numbered,
  data: DeviceState,
  extras: Type.Optional(Extras),
});
export type LiveStateUpdate = Static<typeof LiveStateUpdate>;

/** A device is new. */
export const LiveDeviceDiscovered = Type.Object({
  event: Type.Literal("DEVICE_DISCOVERED"),
  ...Numbered,
  device: DeviceRecord,
});
export type LiveDeviceDiscovered = Static<typeof LiveDeviceDiscovered>;

/** What is said of a device changed; `device` replaces the whole record. */
export const LiveDeviceUpdated = Type.Object({
  event: Type.Literal("DEVICE_UPDATED"),
  ...Numbered,
  device: DeviceRecord,
});
export type LiveDeviceUpdated = Static<typeof LiveDeviceUpdated>;

/** A device and its state are gone. */
export const LiveDeviceRemoved = Type.Object({ event: Type.Literal("DEVICE_REMOVED"), ...Numbered });
export type LiveDeviceRemoved = Static<typeof LiveDeviceRemoved>;

/** The reachability of a device changed. */
export const LiveDeviceAvailability = Type.Object({
  event: Type.Literal("DEVICE_AVAILABILITY"),
  ...Numbered,
  availability: Availability,
});
export type LiveDeviceAvailability = Static<typeof LiveDeviceAvailability>;

/** A change of the home: numbered, kept for a while, and told again to a client that missed it. */
export const DeviceChange = Type.Union([
  LiveStateUpdate,
  LiveDeviceDiscovered,
  LiveDeviceUpdated,
  LiveDeviceRemoved,
  LiveDeviceAvailability,
]);
export type DeviceChange = Static<typeof DeviceChange>;
