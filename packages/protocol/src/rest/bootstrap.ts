import { Type, type Static } from "typebox";
import { DeviceRecord } from "../device-model/device-record.ts";
import { JsonObject } from "../json/json-value.ts";
import { Program } from "./program.ts";
import { Space } from "./space.ts";

/** Body of GET `/bootstrap`: everything a client needs, at one revision. What the server does not keep is not there. */
export const Bootstrap = Type.Object({
  epoch: Type.String(),
  revision: Type.Integer({ minimum: 0 }),
  devices: Type.Array(DeviceRecord),
  spaces: Type.Optional(Type.Array(Space)),
  programs: Type.Optional(Type.Array(Program)),
  preferences: Type.Optional(JsonObject),
});
export type Bootstrap = Static<typeof Bootstrap>;
