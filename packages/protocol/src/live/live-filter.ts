import { Type, type Static } from "typebox";
import { DeviceId, DeviceType, DriverKey } from "../driver/fields.ts";
import { LIMITS } from "../limits.ts";
import { SpaceId } from "../rest/space-id.ts";
import { LIVE_EVENT_NAMES } from "./live-event.ts";

const MAX_TERMS = 1000;
const listOf = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Optional(Type.Array(item, { maxItems: MAX_TERMS }));

/** What a client wants to hear of. Each member narrows; within one member any of its values will do. */
export const LiveFilter = Type.Object({
  devices: listOf(DeviceId),
  types: listOf(DeviceType),
  drivers: listOf(DriverKey),
  tags: listOf(Type.String({ maxLength: LIMITS.tagMax })),
  spaces: listOf(SpaceId),
  events: listOf(Type.Enum([...LIVE_EVENT_NAMES])),
});
export type LiveFilter = Static<typeof LiveFilter>;
