import { Type, type Static } from "typebox";
import { DeviceRecord } from "../device-model/device-record.ts";
import { DeviceName } from "../driver/fields.ts";
import { SpaceId } from "./space-id.ts";

/** Body of GET `/devices`: one page, in the order of the ids. */
export const DeviceList = Type.Object({
  devices: Type.Array(DeviceRecord),
  cursor: Type.Union([Type.String(), Type.Null()], {
    description: "Pass it on to get the next page; null on the last.",
  }),
});
export type DeviceList = Static<typeof DeviceList>;

/** Body of POST `/devices/:id`: what a person sets. `null` gives a member back to the driver. */
export const DeviceSettings = Type.Object(
  {
    name: Type.Optional(Type.Union([DeviceName, Type.Null()])),
    spaceId: Type.Optional(Type.Union([SpaceId, Type.Null()])),
    hidden: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type DeviceSettings = Static<typeof DeviceSettings>;
