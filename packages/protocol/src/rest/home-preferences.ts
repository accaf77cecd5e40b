import { Type, type Static } from "typebox";
import { JsonObject } from "../json/json-value.ts";

/** Body of GET and POST `/preferences/home`: a document of the client app, kept as it is and replaced as a whole. */
export const HomePreferences = Type.Object({ preferences: JsonObject }, { additionalProperties: false });
export type HomePreferences = Static<typeof HomePreferences>;
