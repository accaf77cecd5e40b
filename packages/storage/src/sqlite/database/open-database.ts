import { closeSync, existsSync, openSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { isStorageError, StorageError } from "../../storage-error.ts";
import { damaged, explainFault, isWritable } from "./explain-fault.ts";
import { migrate, readVersion } from "./migrate.ts";
import { MIGRATIONS } from "./migrations.ts";
import type { StorageFiles } from "./storage-files.ts";

/** A write-ahead log is cut back to this after it was larger, bytes. */
const LOG_LIMIT_BYTES = 8 * 1024 * 1024;

/** An open database. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
  /** What every write is answered with, where nothing can be stored. */
  readonly refusal: StorageError | undefined;
}

/**
 * Opens the database of a folder, makes it where there is none, and brings it to the newest version. One that cannot be
 * written to is opened for reading.
 *
 * @param stamp for the name of the copy that is kept before a migration.
 * @throws {StorageError}
 */
export function openDatabase(files: StorageFiles, stamp: string): OpenedDatabase {
  const { database: file, folder } = files;
  const exists = existsSync(file);
  if (!isWritable(folder) || (exists && !isWritable(file))) {
    if (!exists) throw readOnly(`${folder} may not be written to and holds no hos.db; make it writable.`);
    const refusal = readOnly(`${folder} may not be written to; make it and the files in it writable.`);
    return { database: tryToOpen(file, () => openLeftAlone(file)), refusal };
  }
  try {
    return { database: tryToOpen(file, () => openForWriting(files, stamp)), refusal: undefined };
  } catch (fault) {
    // SQLite needs a little room even to begin; without it the hub can still serve what it knew.
    if (!isStorageError(fault) || fault.code !== "DISK_FULL" || !exists) throw fault;
    return { database: tryToOpen(file, () => openLeftAlone(file)), refusal: fault };
  }
}

function readOnly(message: string): StorageError {
  return new StorageError("READ_ONLY", message);
}

function tryToOpen(file: string, open: () => DatabaseSync): DatabaseSync {
  try {
    return open();
  } catch (fault) {
    throw explainFault(fault, file);
  }
}

/** Opens a database to read from, beside a hub that may be writing into it. @throws {StorageError} */
export function openForReading(file: string): DatabaseSync {
  // To read a log SQLite writes an index beside it.
  if (!isWritable(dirname(file))) return openLeftAlone(file);
  return openReader(file, file);
}

/** Opens a database that nobody writes into and beside which nothing can be written. */
function openLeftAlone(file: string): DatabaseSync {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  // With a log it takes the index that the last hub left; "immutable" would pass over the log.
  const hasLog = log !== undefined && log.size > 0;
  // The first versions of Node 22 take no URL here; they say so.
  return openReader(file, hasLog ? file : new URL("?immutable=1", pathToFileURL(file)));
}

function openReader(file: string, location: string | URL): DatabaseSync {
  const database = new DatabaseSync(location, { readOnly: true });
  try {
    configure(database);
    const version = readVersion(database, file);
    if (version === MIGRATIONS.length) return database;
    const message = `${file} is of an older version (${version}) and cannot be brought forward where it may not be written to; make it and its folder writable.`;
    throw readOnly(message);
  } catch (fault) {
    database.close();
    throw fault;
  }
}

function openForWriting({ folder, database: file }: StorageFiles, stamp: string): DatabaseSync {
  // SQLite gives its other files the mode of this one: it holds the hashes of passwords and tokens.
  closeSync(openSync(file, "a", 0o600));
  const database = new DatabaseSync(file);
  try {
    configure(database);
    // Before anything is written: a file of somebody else, or a damaged one, stays as it is.
    readVersion(database, file);
    expectSound(database, file);
    database.exec("PRAGMA journal_mode = WAL");
    database.exec(`PRAGMA journal_size_limit = ${LOG_LIMIT_BYTES}`);
    migrate(database, file, { copyTo: join(folder, `hos-before-v${MIGRATIONS.length}-${stamp}.db`) });
    return database;
  } catch (fault) {
    database.close();
    throw fault;
  }
}

function configure(database: DatabaseSync): void {
  database.exec("PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF");
}

function expectSound(database: DatabaseSync, file: string): void {
  if (database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"] !== "ok") throw damaged(file);
}
