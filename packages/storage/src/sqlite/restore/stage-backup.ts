import { copyFileSync, existsSync, renameSync, rmSync, chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { StorageError } from "../../storage-error.ts";
import { damaged, explainFault } from "../database/explain-fault.ts";
import { migrate, readVersion } from "../database/migrate.ts";
import { MIGRATIONS } from "../database/migrations.ts";
import type { StorageFiles } from "../database/storage-files.ts";
import { syncFile, syncFolderOf } from "../database/sync-file.ts";

/**
 * Copies a backup beside the database, checks the copy and brings it to the newest version: after that only a rename can
 * fail. One that was staged before is replaced. The backup itself is not touched.
 *
 * @throws {StorageError} DAMAGED, TOO_NEW, DISK_FULL, READ_ONLY, FAILED
 */
export function stageBackup(files: StorageFiles, backup: string): void {
  if (!existsSync(backup)) throw new StorageError("FAILED", `${backup} does not exist.`);
  const partial = `${files.staged}.partial`;
  const remove = () => {
    for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${partial}${suffix}`, { force: true });
  };
  remove();
  try {
    copyFileSync(backup, partial);
    chmodSync(partial, 0o600);
    // Somebody may have copied the files of a hub instead of making a backup.
    if (existsSync(`${backup}-wal`)) copyFileSync(`${backup}-wal`, `${partial}-wal`);
    check(partial, backup);
    syncFile(partial);
    renameSync(partial, files.staged);
    syncFolderOf(files.staged);
  } catch (fault) {
    throw explainFault(fault, isAbout(fault) ? backup : files.staged);
  } finally {
    remove();
  }
}

// What is wrong inside the copy is wrong inside the backup; what is wrong with the disk is so where the copy stands.
function isAbout(fault: unknown): boolean {
  return explainFault(fault, "").code === "DAMAGED";
}

function check(copy: string, backup: string): void {
  const database = new DatabaseSync(copy);
  try {
    database.exec("PRAGMA trusted_schema = OFF");
    const version = readVersion(database, backup);
    if (version === 0 || !isSound(database) || readSchema(database) !== schemaOf(version)) throw damaged(backup);
    // One file, without a log beside it.
    database.exec("PRAGMA journal_mode = DELETE");
    migrate(database, backup);
    if (!holdsDocuments(database)) throw damaged(backup);
  } finally {
    database.close();
  }
}

function isSound(database: DatabaseSync): boolean {
  return database.prepare("PRAGMA integrity_check(1)").get()?.["integrity_check"] === "ok";
}

const TABLES = ["documents", "devices", "device_states", "device_settings", "journal"];

/** Whether every row is a document: a hub could not start with one that is not. */
function holdsDocuments(database: DatabaseSync): boolean {
  return TABLES.every((table) => {
    const stray = `SELECT 1 FROM ${table} WHERE NOT json_valid(body) OR json_type(body) <> 'object' LIMIT 1`;
    return database.prepare(stray).get() === undefined;
  });
}

/** The tables as HOS makes them, and no trigger that would act in its name. */
function schemaOf(version: number): string {
  const database = new DatabaseSync(":memory:");
  try {
    for (const step of MIGRATIONS.slice(0, version)) database.exec(step);
    return readSchema(database);
  } finally {
    database.close();
  }
}

function readSchema(database: DatabaseSync): string {
  return JSON.stringify(
    database.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").all(),
  );
}
