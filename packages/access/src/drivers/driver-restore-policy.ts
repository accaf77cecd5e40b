import type { Documents, RestorePolicy, RestoreSides } from "@hos/storage/sqlite";

/**
 * What a restore makes of the decisions about drivers; part of the policy of a hub. What the hub decided last stands. Of
 * drivers that it does not know, the backup brings back that they are disabled, and never a credential: nobody can tell
 * which of them were revoked after it was made. Such a driver waits for approval with a new code.
 */
export const driverRestorePolicy = {
  "driver-grants": ({ restored, current }: RestoreSides): Documents => {
    const disabled = [...restored].filter(([, grant]) => grant["disabled"] === true);
    return new Map([
      ...disabled.map(([id, grant]) => [id, { ...grant, credential: null }] as const),
      ...(current ?? []),
    ]);
  },
} as const satisfies RestorePolicy;
