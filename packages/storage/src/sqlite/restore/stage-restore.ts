import { withWorker } from "../worker/with-worker.ts";

/**
 * Checks a backup and puts it beside the database of a hub that may be running; it takes its place at the next start.
 *
 * @throws {StorageError} DAMAGED or TOO_NEW for a backup that cannot be used; nothing was changed then.
 */
export async function stageRestore({
  folder,
  file,
}: {
  readonly folder: string;
  readonly file: string;
}): Promise<void> {
  await withWorker((worker) => worker.call("stageBackup", folder, file));
}
