import { Type, type Static } from "typebox";
import { JsonObject } from "../json/json-value.ts";

/** Body of GET and POST `/preferences/home`: a document of the client app, kept as it is. */
export const HomePreferences = Type.Object({ preferences: JsonObject });
export type HomePreferences = Static<typeof HomePreferences>;
