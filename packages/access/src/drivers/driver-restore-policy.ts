import type { JsonObject } from "@hos/protocol";

type Documents = ReadonlyMap<string, JsonObject>;

interface Sides {
  readonly restored: Documents;
  readonly current: Documents | undefined;
}

/**
 * What a restore makes of the decisions about drivers; part of the `RestorePolicy` of `@hos/storage/sqlite`. What the hub
 * decided last stands: no credential that was revoked or replaced since the backup comes back, and no driver that was
 * disabled since. The backup adds the drivers that the hub does not know.
 */
export const driverRestorePolicy = {
  "driver-grants": ({ restored, current }: Sides): Documents => new Map([...restored, ...(current ?? [])]),
} as const;
