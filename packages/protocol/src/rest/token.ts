import { Type, type Static } from "typebox";
import { DeviceId, Instant } from "../driver/fields.ts";
import { nullable } from "./nullable.ts";
import { Scopes } from "./scope.ts";
import { SpaceId } from "./space-id.ts";

const narrowing = {
  spaceIds: Type.Optional(Type.Array(SpaceId, { description: "Only what is in these spaces." })),
  deviceIds: Type.Optional(Type.Array(DeviceId, { description: "Only these devices." })),
};
const name = Type.String({ minLength: 1, maxLength: 128, description: "What it is for, for people." });

/** A token as it is listed: never with its secret. */
export const ApiToken = Type.Object({
  id: Type.String(),
  name,
  scopes: Scopes,
  ...narrowing,
  createdAt: Instant,
  lastUsedAt: nullable(Instant),
  expiresAt: nullable(Instant),
  revokedAt: nullable(Instant),
});
export type ApiToken = Static<typeof ApiToken>;

/** Body of GET `/tokens`. */
export const TokenList = Type.Object({ tokens: Type.Array(ApiToken) });
export type TokenList = Static<typeof TokenList>;

/** Body of POST `/tokens`. */
export const CreateToken = Type.Object({
  name,
  scopes: Scopes,
  ...narrowing,
  expiresAt: Type.Optional(nullable(Instant)),
});
export type CreateToken = Static<typeof CreateToken>;

/** The answer to POST `/tokens`: the only time that the secret is shown. */
export const TokenCreated = Type.Object({ ...ApiToken.properties, token: Type.String() });
export type TokenCreated = Static<typeof TokenCreated>;
