import { Type, type Static } from "typebox";
import { Icon, Name, Order } from "./labels.ts";
import { nullable } from "./nullable.ts";
import { SpaceId } from "./space-id.ts";

const kind = Type.Enum(["room", "zone"]);
const parentId = nullable(SpaceId);

/** A room, or a zone that holds rooms and zones. */
export const Space = Type.Object({ id: SpaceId, name: Name, kind, parentId, icon: nullable(Icon), order: Order });
export type Space = Static<typeof Space>;

/** Body of GET `/spaces`: in their order, those of the same order by name. */
export const SpaceList = Type.Object({ spaces: Type.Array(Space) });
export type SpaceList = Static<typeof SpaceList>;

/**
 * Body of POST `/spaces/save`: without `id` a new space is made, a room at the end of the order where nothing else is
 * said; of one that is there, members not named stay.
 */
export const SaveSpace = Type.Object(
  {
    id: Type.Optional(SpaceId),
    name: Name,
    kind: Type.Optional(kind),
    parentId: Type.Optional(parentId),
    icon: Type.Optional(nullable(Icon)),
    order: Type.Optional(Order),
  },
  { additionalProperties: false },
);
export type SaveSpace = Static<typeof SaveSpace>;
