import { type Static, Type } from "typebox";

/**
 * When a token was last used, in the collection `token-usage` by the token's id. It has a document of its own, so that
 * writing it behind can never bring a token back that was revoked meanwhile.
 */
export const UsageDocument = Type.Object({ tokenId: Type.String(), lastUsedAt: Type.String() });
export type UsageDocument = Static<typeof UsageDocument>;
