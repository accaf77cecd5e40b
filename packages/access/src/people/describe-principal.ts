import type { Me } from "@hos/protocol/rest";
import { toInstant } from "@hos/runtime";
import { pickNarrowing } from "../authorization/pick-narrowing.ts";
import type { Principal } from "../authorization/principal.ts";
import type { AccessStore } from "../store/access-store.ts";
import type { TokenRegistry } from "../tokens/token-registry.ts";
import { toUser } from "./to-user.ts";

/** Who asks, and how far the credential reaches, as the API says it. */
export function describePrincipal(
  { kind, tokenId, userId, name, scopes }: Principal,
  { store, registry }: { readonly store: AccessStore; readonly registry: TokenRegistry },
): Me {
  const user = userId === undefined ? undefined : store.users.get(userId);
  const token = store.tokens.get(tokenId);
  const end = token === undefined ? Number.POSITIVE_INFINITY : registry.endOf(token);
  return {
    user: user === undefined ? null : toUser(user),
    token: {
      id: tokenId,
      name: token?.name ?? name,
      kind,
      scopes: [...scopes],
      ...(token !== undefined && pickNarrowing(token)),
      expiresAt: Number.isFinite(end) ? toInstant(end) : null,
    },
  };
}
