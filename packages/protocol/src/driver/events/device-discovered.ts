import { Type, type Static } from "typebox";
import { DeviceProperties } from "../../device-model/device-properties.ts";
import { DeviceName, DeviceType, Tags } from "../fields.ts";
import { DeviceTarget } from "../../device-model/device-target.ts";

/** `data` of DEVICE_DISCOVERED: what the driver says of a device. Sent again, it replaces what was said before. */
export const DeviceDiscovered = Type.Object({
  name: DeviceName,
  deviceType: DeviceType,
  tags: Type.Optional(Tags),
  target: Type.Optional(DeviceTarget),
  properties: Type.Optional(DeviceProperties),
});
export type DeviceDiscovered = Static<typeof DeviceDiscovered>;
