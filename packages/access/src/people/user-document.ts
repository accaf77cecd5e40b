import { Narrowing, Role } from "@hos/protocol/rest";
import { type Static, Type } from "typebox";

/** A person as stored, in the collection `users`. What is added later is optional, so that older documents stay good. */
export const UserDocument = Type.Object({
  id: Type.String({ minLength: 1 }),
  username: Type.String({ minLength: 1, maxLength: 64 }),
  role: Role,
  ...Narrowing.properties,
  disabled: Type.Boolean(),
  passwordHash: Type.String({ description: "In the PHC string format." }),
  createdAt: Type.String(),
});
export type UserDocument = Static<typeof UserDocument>;
