import { createConfinement } from "../authorization/create-confinement.ts";
import { intersectScopes } from "../authorization/intersect-scopes.ts";
import type { Principal } from "../authorization/principal.ts";
import { ROLE_SCOPES } from "../people/role-scopes.ts";
import type { UserDocument } from "../people/user-document.ts";
import type { TokenDocument } from "./token-document.ts";

/**
 * Whom a token stands for: never more than its person may, and never more than the token says. `undefined` where that is
 * nothing, because the person is gone or disabled or may do nothing of it.
 *
 * @param user whose it is, where it is somebody's.
 */
export function createPrincipal(token: TokenDocument, user: UserDocument | undefined): Principal | undefined {
  const { id: tokenId, kind, userId } = token;
  if (userId === null) {
    return {
      kind,
      tokenId,
      userId: undefined,
      name: token.name,
      scopes: new Set(token.scopes),
      confinements: createConfinement(token),
    };
  }
  if (user === undefined || user.disabled) return undefined;
  const scopes = intersectScopes(ROLE_SCOPES[user.role], token.scopes);
  if (scopes.size === 0) return undefined;
  return {
    kind,
    tokenId,
    userId,
    name: kind === "session" ? user.username : token.name,
    scopes,
    confinements: [...createConfinement(user), ...createConfinement(token)],
  };
}
