import { Type, type Static } from "typebox";
import { DeviceId, DeviceName, DeviceType, DriverKey, InstanceId, Instant, Tags } from "../driver/fields.ts";
import { Availability } from "./availability.ts";
import { CommandDescriptor } from "./catalogue/command-descriptor.ts";
import { DeviceProperties } from "./device-properties.ts";
import { DeviceState, Extras } from "./device-state.ts";
import { DeviceTarget } from "./device-target.ts";

const MaybeInstant = Type.Union([Instant, Type.Null()]);

/** A device as clients see it. */
export const DeviceRecord = Type.Object({
  id: DeviceId,
  name: DeviceName,
  deviceType: DeviceType,
  driverKey: DriverKey,
  instanceId: InstanceId,
  tags: Tags,
  spaceId: Type.Union([Type.String(), Type.Null()]),
  hidden: Type.Boolean({ description: "A person hid it from the everyday views." }),
  target: DeviceTarget,
  properties: DeviceProperties,
  commands: Type.Array(CommandDescriptor, {
    description:
      "What it takes: its own catalogue, or the default of its type. Empty for a sensor, which takes nothing, and for an unknown type without a catalogue, which takes everything.",
  }),
  state: DeviceState,
  extras: Extras,
  availability: Availability,
  reportedAt: MaybeInstant,
  changedAt: MaybeInstant,
  revision: Type.Integer({ minimum: 0, description: "The hub-wide revision of the last change of this record." }),
});
export type DeviceRecord = Static<typeof DeviceRecord>;
