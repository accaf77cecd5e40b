import type { Documents, RestorePolicy, RestoreSides } from "@hos/storage/sqlite";

/**
 * What a restore makes of the decisions about drivers; part of the policy of a hub. What the hub
 * decided last stands: no credential that was revoked or replaced since the backup comes back, and no driver that was
 * disabled since. The backup adds the drivers that the hub does not know.
 */
export const driverRestorePolicy = {
  "driver-grants": ({ restored, current }: RestoreSides): Documents => new Map([...restored, ...(current ?? [])]),
} as const satisfies RestorePolicy;
