import { Type, type Static } from "typebox";
import { JsonObject } from "../json/json-value.ts";
import { Name } from "./labels.ts";
import { nullable } from "./nullable.ts";

const id = Type.String({ minLength: 1, maxLength: 128 });

/** A look of the client app: a document that the app understands. */
export const DesignProfile = Type.Object({
  id,
  name: Name,
  design: JsonObject,
  builtIn: Type.Boolean({ description: "true: it comes with the hub and cannot be changed or removed." }),
});
export type DesignProfile = Static<typeof DesignProfile>;

/** Body of GET `/design-profiles`. */
export const DesignProfileList = Type.Object({ profiles: Type.Array(DesignProfile), selectedId: nullable(id) });
export type DesignProfileList = Static<typeof DesignProfileList>;

/** Body of POST `/design-profiles/save`: without `id` a new profile is made. */
export const SaveDesignProfile = Type.Object(
  { id: Type.Optional(id), name: Name, design: JsonObject },
  { additionalProperties: false },
);
export type SaveDesignProfile = Static<typeof SaveDesignProfile>;

/** Body of POST `/design-profiles/select`. */
export const SelectDesignProfile = Type.Object({ id }, { additionalProperties: false });
export type SelectDesignProfile = Static<typeof SelectDesignProfile>;

/** Body of GET `/design/live`: the selected profile. */
export const LiveDesign = Type.Object({ profile: nullable(DesignProfile) });
export type LiveDesign = Static<typeof LiveDesign>;
