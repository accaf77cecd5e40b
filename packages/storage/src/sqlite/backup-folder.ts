import { withWorker } from "./worker/with-worker.ts";

/**
 * Writes a copy of the database of a folder into a new file, whether a hub uses the folder or not, in this process or in
 * another.
 *
 * @throws {StorageError} FAILED where the file exists or there is no database.
 */
export async function backupFolder({
  folder,
  file,
}: {
  readonly folder: string;
  readonly file: string;
}): Promise<void> {
  await withWorker((worker) => worker.call("backup", folder, file));
}
