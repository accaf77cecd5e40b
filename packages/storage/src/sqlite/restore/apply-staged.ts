import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isStorageError, StorageError } from "../../storage-error.ts";
import { copyDatabase } from "../database/copy-database.ts";
import { DocumentTable } from "../database/document-table.ts";
import { openDatabase } from "../database/open-database.ts";
import { SQLITE, sqliteCodeOf } from "../database/sqlite-codes.ts";
import type { StorageFiles } from "../database/storage-files.ts";
import { syncFolderOf } from "../database/sync-file.ts";
import { inTransaction } from "../database/transaction.ts";
import type { DocumentRow } from "../worker/rows.ts";

/** The documents that a restore policy decides on. */
export interface BothSides {
  readonly restored: readonly DocumentRow[];
  /** `undefined`: there is no database, or none that can be read. */
  readonly current: readonly DocumentRow[] | undefined;
}

/** Reads what the policy has to decide on. The lock of the folder is held, and the database is not open. */
export function prepareRestore(
  files: StorageFiles,
  { collections, stamp }: { readonly collections: readonly string[]; readonly stamp: string },
): BothSides {
  const wanted = new Set(collections);
  const staged = new DatabaseSync(files.staged);
  try {
    return { restored: readDocuments(staged, wanted), current: readCurrent(files, { wanted, stamp }) };
  } finally {
    staged.close();
  }
}

/** Writes what the policy decided into the staged backup and puts it in the place of the database, which is kept. */
export function finishRestore(
  files: StorageFiles,
  { changes, stamp }: { readonly changes: readonly DocumentRow[]; readonly stamp: string },
): { readonly kept: string | undefined } {
  const staged = new DatabaseSync(files.staged);
  try {
    inTransaction(staged, "FULL", () => new DocumentTable(staged).write(changes));
  } finally {
    staged.close();
  }
  const kept = keepCurrent(files, stamp);
  renameSync(files.staged, files.database);
  syncFolderOf(files.database);
  return { kept };
}

/** Puts a staged backup aside, so that it is not tried at each start. */
export function putAside(files: StorageFiles, stamp: string): { readonly file: string } {
  const file = join(files.folder, `hos-restore-failed-${stamp}.db`);
  renameSync(files.staged, file);
  return { file };
}

function readCurrent(
  files: StorageFiles,
  { wanted, stamp }: { readonly wanted: ReadonlySet<string>; readonly stamp: string },
): readonly DocumentRow[] | undefined {
  if (!existsSync(files.database)) return undefined;
  const database = openUnlessUnreadable(files, stamp);
  if (database === undefined) return undefined;
  try {
    return readDocuments(database, wanted);
  } finally {
    database.close();
  }
}

function readDocuments(database: DatabaseSync, wanted: ReadonlySet<string>): readonly DocumentRow[] {
  return new DocumentTable(database).load().filter(({ collection }) => wanted.has(collection));
}

/** The name of the copy of the database that is replaced; `undefined` where there was none. */
function keepCurrent(files: StorageFiles, stamp: string): string | undefined {
  if (!existsSync(files.database)) return undefined;
  const database = openUnlessUnreadable(files, stamp);
  if (database === undefined) return moveAway(files, join(files.folder, `hos-unreadable-${stamp}.db`));
  const copy = join(files.folder, `hos-before-restore-${stamp}.db`);
  try {
    endLog(database, files);
    copyDatabase(database, copy);
  } finally {
    database.close();
  }
  return copy;
}

function openUnlessUnreadable(files: StorageFiles, stamp: string): DatabaseSync | undefined {
  try {
    return openDatabase(files, stamp).database;
  } catch (fault) {
    if (isStorageError(fault) && (fault.code === "DAMAGED" || fault.code === "TOO_NEW")) return undefined;
    throw fault;
  }
}

// A log that stayed beside the new database would be taken for its own. This fails while anybody else reads.
function endLog(database: DatabaseSync, files: StorageFiles): void {
  try {
    database.exec("PRAGMA journal_mode = DELETE");
  } catch (cause) {
    if (sqliteCodeOf(cause) !== SQLITE.busy) throw cause;
    const message = `Another program reads ${files.database}, a backup perhaps; try again when it is done.`;
    throw new StorageError("LOCKED", message, { cause });
  }
}

function moveAway(files: StorageFiles, target: string): string {
  for (const suffix of ["-wal", "-shm", ""]) {
    if (existsSync(`${files.database}${suffix}`)) renameSync(`${files.database}${suffix}`, `${target}${suffix}`);
  }
  syncFolderOf(target);
  return target;
}
