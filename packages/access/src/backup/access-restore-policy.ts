import type { JsonObject } from "@hos/protocol";
import type { Documents, RestorePolicy, RestoreSides } from "@hos/storage/sqlite";
import { toUsernameKey } from "../people/normalise-username.ts";

/**
 * What a restore makes of people and tokens; part of the policy of a hub. A backup brings back the
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
} as const satisfies RestorePolicy;

function restoreUsers({ restored, current }: RestoreSides): Documents {
  if (current === undefined || current.size === 0) return restored;
  const taken = new Set([...current.values()].map(nameOf));
  const returned = [...restored].filter(([id, user]) => !current.has(id) && !taken.has(nameOf(user)));
  return new Map([...current, ...returned.map(([id, user]) => [id, { ...user, disabled: true }] as const)]);
}

function keepCurrent({ current }: RestoreSides): Documents {
  return current ?? new Map();
}

function nameOf({ username }: JsonObject): string {
  return typeof username === "string" ? toUsernameKey(username) : "";
}
