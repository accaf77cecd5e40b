import { Type, type Static } from "typebox";
import { Instant } from "../driver/fields.ts";
import { nullable } from "./nullable.ts";
import { Narrowing } from "./narrowing.ts";
import { Scopes } from "./scope.ts";

/** The name that a person logs in with. */
export const Username = Type.String({ minLength: 1, maxLength: 64 });

/** A password. Stored hashed only. */
export const Password = Type.String({ minLength: 8, maxLength: 256 });

/** What a person is to the home. */
export const Role = Type.Enum(["admin", "member", "guest"], {
  description:
    "admin: everything. member: sees, commands and configures the home. guest: sees and commands; may be confined.",
});
export type Role = Static<typeof Role>;

/** A person who may log in. */
export const User = Type.Object({
  id: Type.String(),
  username: Username,
  role: Role,
  scopes: Scopes,
  ...Narrowing.properties,
  disabled: Type.Boolean(),
  createdAt: Instant,
});
export type User = Static<typeof User>;

/** Body of GET `/users`. */
export const UserList = Type.Object({ users: Type.Array(User) });
export type UserList = Static<typeof UserList>;

/** Body of POST `/users`. */
export const CreateUser = Type.Object(
  { username: Username, password: Password, role: Role, ...Narrowing.properties },
  { additionalProperties: false },
);
export type CreateUser = Static<typeof CreateUser>;

/** Body of POST `/users/:id`: members not named stay. A new password or `disabled` ends the person's sessions. */
export const UpdateUser = Type.Object(
  {
    username: Type.Optional(Username),
    password: Type.Optional(Password),
    role: Type.Optional(Role),
    disabled: Type.Optional(Type.Boolean()),
    spaceIds: Type.Optional(nullable(Narrowing.properties.spaceIds)),
    deviceIds: Type.Optional(nullable(Narrowing.properties.deviceIds)),
  },
  { additionalProperties: false },
);
export type UpdateUser = Static<typeof UpdateUser>;

/** Body of POST `/auth/password`: a person changes the own password. */
export const ChangePassword = Type.Object({ current: Type.String({ maxLength: 256 }), password: Password });
export type ChangePassword = Static<typeof ChangePassword>;
