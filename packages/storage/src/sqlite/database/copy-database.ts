import { closeSync, existsSync, openSync, renameSync, rmSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { StorageError } from "../../storage-error.ts";
import { explainFault } from "./explain-fault.ts";
import { syncFile, syncFolderOf } from "./sync-file.ts";

/**
 * Writes what the database holds now into one new file, readable by its owner only; others may go on writing into the
 * database meanwhile. The file is there as a whole or not at all.
 *
 * @throws {StorageError} FAILED where `target` exists.
 */
export function copyDatabase(database: DatabaseSync, target: string): void {
  if (existsSync(target)) throw new StorageError("FAILED", `${target} exists already; choose another name.`);
  const partial = `${target}.partial`;
  try {
    rmSync(partial, { force: true });
    // VACUUM INTO takes an empty file; made here, it is never readable by others.
    closeSync(openSync(partial, "wx", 0o600));
    database.prepare("VACUUM INTO ?").run(partial);
    syncFile(partial);
    renameSync(partial, target);
    syncFolderOf(target);
  } catch (fault) {
    rmSync(partial, { force: true });
    throw explainFault(fault, target);
  }
}
