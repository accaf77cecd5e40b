import { Type } from "typebox";

/** The id of a space. */
export const SpaceId = Type.String({ minLength: 1, maxLength: 128 });
