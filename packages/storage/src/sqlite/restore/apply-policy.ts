import type { JsonObject } from "@hos/protocol";
import type { DocumentRow } from "../worker/rows.ts";
import type { BothSides } from "./apply-staged.ts";
import type { Documents, RestorePolicy } from "./restore-policy.ts";

/** What has to change in a backup, so that it holds what the policy says. */
export function applyPolicy(policy: RestorePolicy, { restored, current }: BothSides): readonly DocumentRow[] {
  return Object.entries(policy).flatMap(([collection, rule]) => {
    const before = pick(restored, collection);
    const after = rule({ restored: before, current: current && pick(current, collection) });
    return findChanges(collection, before, after);
  });
}

function pick(rows: readonly DocumentRow[], collection: string): Documents {
  const documents = new Map<string, JsonObject>();
  for (const row of rows) {
    if (row.collection === collection && row.body !== null) documents.set(row.id, JSON.parse(row.body) as JsonObject);
  }
  return documents;
}

function findChanges(collection: string, before: Documents, after: Documents): readonly DocumentRow[] {
  const changes: DocumentRow[] = [];
  for (const id of before.keys()) if (!after.has(id)) changes.push({ collection, id, body: null });
  for (const [id, body] of after) {
    if (before.get(id) !== body) changes.push({ collection, id, body: JSON.stringify(body) });
  }
  return changes;
}
