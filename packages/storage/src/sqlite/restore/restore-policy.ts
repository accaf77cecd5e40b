import type { JsonObject } from "@hos/protocol";

/** Documents of one collection, by id, in the order in which they were first written. */
export type Documents = ReadonlyMap<string, JsonObject>;

/** One collection before a restore decides on it. */
export interface RestoreSides {
  /** In the backup. */
  readonly restored: Documents;
  /** In the database that the backup replaces; `undefined` where there is none, or none that can be read. */
  readonly current: Documents | undefined;
}

/** What a collection holds after a restore. */
export type RestoreRule = (sides: RestoreSides) => Documents;

/**
 * What becomes of collections that a backup must not simply bring back, by name: sessions, tokens, grants. Collections
 * that it does not name are restored as they are in the backup.
 */
export type RestorePolicy = Readonly<Record<string, RestoreRule>>;
