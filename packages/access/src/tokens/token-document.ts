import { Narrowing, Scope } from "@hos/protocol/rest";
import { type Static, Type } from "typebox";

/** A token or a session as stored, in the collection `tokens`. What is added later is optional. */
export const TokenDocument = Type.Object({
  id: Type.String({ minLength: 1 }),
  kind: Type.Enum(["api", "session"]),
  name: Type.String(),
  userId: Type.Union([Type.String(), Type.Null()]),
  /** SHA-256 of the secret. */
  hash: Type.String({ pattern: "^[0-9a-f]{64}$" }),
  scopes: Type.Array(Scope),
  ...Narrowing.properties,
  createdAt: Type.String(),
  /** `null`: never. A session has none; it ends when it was idle for long. */
  expiresAt: Type.Union([Type.String(), Type.Null()]),
});
export type TokenDocument = Static<typeof TokenDocument>;
