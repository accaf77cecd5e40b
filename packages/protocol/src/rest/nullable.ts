import { type TSchema, Type } from "typebox";

/** A value that may be `null`. */
export function nullable<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}
