import type { ApiToken } from "@hos/protocol/rest";
import { toInstant } from "@hos/runtime";
import { pickNarrowing } from "../authorization/pick-narrowing.ts";
import type { TokenDocument } from "./token-document.ts";
import { findEnd } from "./token-life.ts";

/** A token as the API lists it: without the secret's hash. */
export function toApiToken(token: TokenDocument, lastUsedAt: number | undefined): ApiToken {
  const { id, name, kind, userId, scopes, createdAt } = token;
  const end = findEnd(token, lastUsedAt);
  return {
    id,
    name,
    kind,
    userId,
    scopes: [...scopes],
    ...pickNarrowing(token),
    createdAt,
    lastUsedAt: lastUsedAt === undefined ? null : toInstant(lastUsedAt),
    expiresAt: Number.isFinite(end) ? toInstant(end) : null,
    revokedAt: null,
  };
}
