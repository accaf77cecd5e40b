import type { User } from "@hos/protocol/rest";
import { pickNarrowing } from "../authorization/pick-narrowing.ts";
import { ROLE_SCOPES } from "./role-scopes.ts";
import type { UserDocument } from "./user-document.ts";

/** A person as the API shows them: without the password's hash. */
export function toUser(document: UserDocument): User {
  const { id, username, role, disabled, createdAt } = document;
  return { id, username, role, scopes: [...ROLE_SCOPES[role]], ...pickNarrowing(document), disabled, createdAt };
}
