import type { Revocation } from "./tokens/revocation.ts";

/** What access control tells. */
export interface AccessEvents {
  readonly revoked: Revocation;
  readonly setupCode: string;
  readonly setUp: undefined;
}
