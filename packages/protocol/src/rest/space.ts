import { Type, type Static } from "typebox";
import { nullable } from "./nullable.ts";
import { SpaceId } from "./space-id.ts";

const name = Type.String({ minLength: 1, maxLength: 128 });
const kind = Type.Enum(["room", "zone"]);
const parentId = nullable(SpaceId);

/** A room, or a zone that holds rooms. */
export const Space = Type.Object({ id: SpaceId, name, kind, parentId });
export type Space = Static<typeof Space>;

/** Body of GET `/spaces`. */
export const SpaceList = Type.Object({ spaces: Type.Array(Space) });
export type SpaceList = Static<typeof SpaceList>;

/** Body of POST `/spaces/save`: without `id` a new space is made. */
export const SaveSpace = Type.Object({
  id: Type.Optional(SpaceId),
  name,
  kind: Type.Optional(kind),
  parentId: Type.Optional(parentId),
});
export type SaveSpace = Static<typeof SaveSpace>;
