import { DriverKey, InstanceId, Instant } from "@hos/protocol";
import type { DriverAccess } from "@hos/protocol/rest";
import { type Static, Type } from "typebox";

/** What people decided about one driver instance, as it is stored. The credential itself is not in it. */
export const DriverGrant = Type.Object({
  driverKey: DriverKey,
  instanceId: InstanceId,
  credential: Type.Union([
    Type.Object({
      id: Type.String(),
      /** SHA-256 of the secret. */
      hash: Type.String(),
      approvedAt: Instant,
      approvedBy: Type.String(),
      revokedAt: Type.Union([Instant, Type.Null()]),
    }),
    Type.Null(),
  ]),
  disabled: Type.Boolean(),
  changedAt: Instant,
});
export type DriverGrant = Static<typeof DriverGrant>;

/** What a grant comes to; `undefined` where nothing was decided. */
export function accessOf(grant: DriverGrant | undefined): DriverAccess {
  if (grant?.disabled === true) return "disabled";
  if (grant === undefined || grant.credential === null) return "open";
  return grant.credential.revokedAt === null ? "approved" : "revoked";
}
