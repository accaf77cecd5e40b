import { Type } from "typebox";

/** Any value that JSON can carry. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Schema of any JSON value; depth and keys are checked once for the whole frame by `findJsonFault`. */
export const JsonValue = Type.Unsafe<JsonValue>(Type.Unknown());

/** Schema of any JSON object. */
export const JsonObject = Type.Unsafe<JsonObject>(Type.Object({}, { additionalProperties: true }));
