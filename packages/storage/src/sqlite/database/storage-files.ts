import { join } from "node:path";

/** The files of a data folder. */
export interface StorageFiles {
  readonly folder: string;
  readonly database: string;
  /** Held by the hub that uses the folder; empty. */
  readonly lock: string;
  /** A backup that waits to take the place of the database at the next start. */
  readonly staged: string;
}

/** Where the files of a data folder are. */
export function storageFilesIn(folder: string): StorageFiles {
  return {
    folder,
    database: join(folder, "hos.db"),
    lock: join(folder, "hos.lock"),
    staged: join(folder, "hos-restore.db"),
  };
}
