import type { JsonObject } from "@hos/protocol";
import { toUsernameKey } from "../people/normalise-username.ts";

/** Documents of one collection, by id. */
type Documents = ReadonlyMap<string, JsonObject>;

interface Sides {
  /** In the backup. */
  readonly restored: Documents;
  /** In the hub that is restored; `undefined` where there was none. */
  readonly current: Documents | undefined;
}

/**
 * What a restore makes of people and tokens; part of the `RestorePolicy` of `@hos/storage/sqlite`. A backup brings back the
 * home, not who may enter it: who was removed, disabled, demoted or given another password since, stays so.
 *
 * A hub with people keeps them as they are; who is in the backup only comes back disabled. A hub without people takes those
 * of the backup. Tokens and sessions are never taken from a backup, since nobody can tell which of them were revoked
 * after it was made.
 */
export const accessRestorePolicy = {
  users: restoreUsers,
  tokens: keepCurrent,
  "token-usage": keepCurrent,
} as const;

function restoreUsers({ restored, current }: Sides): Documents {
  if (current === undefined || current.size === 0) return restored;
  const taken = new Set([...current.values()].map(nameOf));
  const returned = [...restored].filter(([id, user]) => !current.has(id) && !taken.has(nameOf(user)));
  return new Map([...current, ...returned.map(([id, user]) => [id, { ...user, disabled: true }] as const)]);
}

function keepCurrent({ current }: Sides): Documents {
  return current ?? new Map();
}

function nameOf({ username }: JsonObject): string {
  return typeof username === "string" ? toUsernameKey(username) : "";
}
