import { type AccessControl, ROOT_PRINCIPAL } from "@hos/access";
import type { Narrowing, Role, Scope } from "@hos/protocol/rest";

const PASSWORD = "correct horse battery";

/** Makes a token with these scopes, confined to these parts of the home. */
export async function makeToken(access: AccessControl, scopes: readonly Scope[], narrowing: Narrowing = {}) {
  const { id, token } = await access.createToken(ROOT_PRINCIPAL, { name: "a test", scopes: [...scopes], ...narrowing });
  return { id, token, revoke: () => access.revokeToken(ROOT_PRINCIPAL, id) };
}

/** Lets somebody in and begins a session; before anybody else, an admin, whom every home has. */
export async function invite(access: AccessControl, role: Role, narrowing: Narrowing = {}) {
  if (access.setupRequired) await access.createUser({ username: "owner", password: PASSWORD, role: "admin" });
  const username = `${role}-${access.listUsers().length + 1}`;
  const user = await access.createUser({ username, password: PASSWORD, role, ...narrowing });
  const { token } = await access.logIn({ username, password: PASSWORD }, undefined);
  return { user, username, password: PASSWORD, token };
}
