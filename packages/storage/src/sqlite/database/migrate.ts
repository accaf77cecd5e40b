import type { DatabaseSync } from "node:sqlite";
import { StorageError } from "../../storage-error.ts";
import { copyDatabase } from "./copy-database.ts";
import { damaged } from "./explain-fault.ts";
import { APPLICATION_ID, MIGRATIONS } from "./migrations.ts";
import { inTransaction } from "./transaction.ts";

/**
 * The version of a database; 0 of an empty one.
 *
 * @throws {StorageError} TOO_NEW; DAMAGED where the file is not ours.
 */
export function readVersion(database: DatabaseSync, file: string, migrations: readonly string[] = MIGRATIONS): number {
  const applicationId = readPragma(database, "application_id");
  const version = readPragma(database, "user_version");
  if (applicationId === 0 && version === 0 && isEmpty(database)) return 0;
  if (applicationId !== APPLICATION_ID) throw damaged(file);
  if (version <= migrations.length) return version;
  const message = `${file} was written by a newer version of HOS (${version}; this one knows ${migrations.length}); install that version, or restore a backup of this one.`;
  throw new StorageError("TOO_NEW", message);
}

/** What {@link migrate} may be told. */
export interface MigrateOptions {
  /** The file to keep a copy in before the first step, unless the database is new; `undefined` keeps none. */
  readonly copyTo?: string | undefined;
  /** @default MIGRATIONS */
  readonly migrations?: readonly string[];
}

/** Brings a database to the newest version, one transaction a step. */
export function migrate(database: DatabaseSync, file: string, options: MigrateOptions = {}): void {
  const { copyTo, migrations = MIGRATIONS } = options;
  const from = readVersion(database, file, migrations);
  if (from === migrations.length) return;
  if (from > 0 && copyTo !== undefined) copyDatabase(database, copyTo);
  for (const [index, step] of migrations.entries()) {
    if (index < from) continue;
    inTransaction(database, "FULL", () => {
      database.exec(step);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}

function readPragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
}
