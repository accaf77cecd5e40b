import { isJsonObject } from "../json/is-json-object.ts";

/** `input` with the spaces around its `name` taken away, where it has one. Not checked in any other way. */
export function trimName(input: unknown): unknown {
  if (!isJsonObject(input) || typeof input["name"] !== "string") return input;
  return { ...input, name: input["name"].trim() };
}
