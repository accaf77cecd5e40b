import { DatabaseSync } from "node:sqlite";
import { StorageError } from "../../storage-error.ts";
import { explainFault } from "./explain-fault.ts";
import { SQLITE, sqliteCodeOf } from "./sqlite-codes.ts";
import type { StorageFiles } from "./storage-files.ts";

/**
 * Keeps two hubs from using one folder: an exclusive lock on an empty SQLite file beside the database. The kernel lets go
 * of it when the process ends, however it ends. The database itself stays open to a backup from another process.
 */
export class FolderLock {
  readonly #file: DatabaseSync;

  /** @throws {StorageError} LOCKED where another hub holds it. */
  constructor(files: StorageFiles) {
    try {
      this.#file = new DatabaseSync(files.lock);
    } catch (fault) {
      throw explainFault(fault, files.lock);
    }
    try {
      // Without a journal nothing is written, also where there is no room left.
      this.#file.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    } catch (fault) {
      this.#file.close();
      if (sqliteCodeOf(fault) !== SQLITE.busy) throw explainFault(fault, files.lock);
      const message = `Another hub uses ${files.folder}; stop it, or give this one a folder of its own.`;
      throw new StorageError("LOCKED", message, { cause: fault });
    }
  }

  /** Lets the next one in. */
  release(): void {
    if (this.#file.isOpen) this.#file.close();
  }
}
