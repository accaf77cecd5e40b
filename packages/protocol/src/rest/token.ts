import { Type, type Static } from "typebox";
import { Instant } from "../driver/fields.ts";
import { Narrowing } from "./narrowing.ts";
import { nullable } from "./nullable.ts";
import { Scopes } from "./scope.ts";

const name = Type.String({ minLength: 1, maxLength: 128, description: "What it is for, for people." });

/** A token as it is listed: never with its secret. */
export const ApiToken = Type.Object({
  id: Type.String(),
  name,
  kind: Type.Enum(["session", "api"], { description: "session: of a login. api: made on purpose." }),
  userId: nullable(Type.String({ description: "Whose it is; it never reaches further than this person." })),
  scopes: Scopes,
  ...Narrowing.properties,
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
export const CreateToken = Type.Object(
  { name, scopes: Scopes, ...Narrowing.properties, expiresAt: Type.Optional(nullable(Instant)) },
  { additionalProperties: false },
);
export type CreateToken = Static<typeof CreateToken>;

/** The answer to POST `/tokens`: the only time that the secret is shown. */
export const TokenCreated = Type.Object({ ...ApiToken.properties, token: Type.String() });
export type TokenCreated = Static<typeof TokenCreated>;
