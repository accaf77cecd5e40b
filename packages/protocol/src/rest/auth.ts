import { Type, type Static } from "typebox";
import { Instant } from "../driver/fields.ts";
import { Narrowing } from "./narrowing.ts";
import { nullable } from "./nullable.ts";
import { Scopes } from "./scope.ts";
import { Password, User, Username } from "./user.ts";

/** Body of POST `/auth/login`. */
export const LoginRequest = Type.Object({ username: Username, password: Type.String({ maxLength: 256 }) });
export type LoginRequest = Static<typeof LoginRequest>;

/** The answer to POST `/auth/login`, and to POST `/setup`. */
export const LoginAnswer = Type.Object({ token: Type.String(), expiresAt: Instant, user: User });
export type LoginAnswer = Static<typeof LoginAnswer>;

/** Body of GET `/auth/me`: who asks, and how far the credential reaches. */
export const Me = Type.Object({
  user: nullable(User),
  token: Type.Object({
    id: Type.String(),
    name: Type.String(),
    kind: Type.Enum(["session", "api", "root"], { description: "root: the token of HOS_ADMIN_TOKEN_FILE." }),
    scopes: Scopes,
    ...Narrowing.properties,
    expiresAt: nullable(Instant),
  }),
});
export type Me = Static<typeof Me>;

/** Body of GET `/setup`. */
export const SetupStatus = Type.Object({
  required: Type.Boolean({ description: "true until the first person is made; then the server's log shows the code." }),
});
export type SetupStatus = Static<typeof SetupStatus>;

/** Body of POST `/setup`, on the first run only. */
export const SetupRequest = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 64, description: "Printed in the server's log." }),
  username: Username,
  password: Password,
});
export type SetupRequest = Static<typeof SetupRequest>;
