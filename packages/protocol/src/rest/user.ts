import { Type, type Static } from "typebox";
import { Instant } from "../driver/fields.ts";
import { Scopes } from "./scope.ts";

/** The name that a person logs in with. */
export const Username = Type.String({ minLength: 1, maxLength: 64 });

/** A password. Stored hashed only. */
export const Password = Type.String({ minLength: 8, maxLength: 256 });

/** A person who may log in. */
export const User = Type.Object({
  id: Type.String(),
  username: Username,
  scopes: Scopes,
  disabled: Type.Boolean(),
  createdAt: Instant,
});
export type User = Static<typeof User>;

/** Body of GET `/users`. */
export const UserList = Type.Object({ users: Type.Array(User) });
export type UserList = Static<typeof UserList>;

/** Body of POST `/users`. */
export const CreateUser = Type.Object({ username: Username, password: Password, scopes: Scopes });
export type CreateUser = Static<typeof CreateUser>;
