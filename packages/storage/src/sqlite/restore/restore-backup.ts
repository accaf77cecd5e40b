import { type Clock, type Logger, silentLogger, systemClock } from "@hos/runtime";
import { StorageError } from "../../storage-error.ts";
import { stampOf } from "../stamp-of.ts";
import type { StorageWorker } from "../worker/storage-worker.ts";
import { withWorker } from "../worker/with-worker.ts";
import { applyPolicy } from "./apply-policy.ts";
import type { RestorePolicy } from "./restore-policy.ts";

/** What {@link restoreBackup} restores. */
export interface RestoreOptions {
  /** The data folder of a hub that does not run. */
  readonly folder: string;
  /** The backup. */
  readonly file: string;
  readonly policy: RestorePolicy;
  /** For the names of copies. @default systemClock */
  readonly clock?: Clock;
  /** @default silentLogger */
  readonly logger?: Logger;
}

/** What was done. */
export interface Restored {
  /** The file in which what was there before is kept; `undefined` where there was nothing. */
  readonly kept: string | undefined;
}

/**
 * Puts a backup in the place of the database of a hub that does not run. The database is kept beside it.
 *
 * @throws {StorageError} LOCKED while a hub runs; DAMAGED or TOO_NEW for a backup that cannot be used; nothing was
 * changed then.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { folder, file, policy, clock = systemClock, logger = silentLogger } = options;
  return await withWorker(async (worker) => {
    const { writable } = await worker.call("lock", folder);
    if (!writable) throw new StorageError("READ_ONLY", `${folder} may not be written to; make it writable.`);
    await worker.call("stageBackup", folder, file);
    return await applyOrForget(worker, { policy, stamp: stampOf(clock), logger });
  });
}

interface ApplyOptions {
  readonly policy: RestorePolicy;
  readonly stamp: string;
  readonly logger: Logger;
}

// What stayed staged would be restored at the next start, although its caller was told that nothing was changed.
async function applyOrForget(worker: StorageWorker, options: ApplyOptions): Promise<Restored> {
  try {
    return await applyStaged(worker, options);
  } catch (fault) {
    await worker.call("unstage");
    throw fault;
  }
}

/** Restores the staged backup of the folder that `worker` holds. */
export async function applyStaged(worker: StorageWorker, { policy, stamp, logger }: ApplyOptions): Promise<Restored> {
  const sides = await worker.call("prepareRestore", Object.keys(policy), stamp);
  const result = await worker.call("finishRestore", applyPolicy(policy, sides), stamp);
  logger.warn("A backup was restored.", { ...result });
  return result;
}
