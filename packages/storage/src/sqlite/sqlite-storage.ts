import { type Clock, type Logger, silentLogger, systemClock, Turns } from "@hos/runtime";
import type { DevicePersistence } from "@hos/state-store";
import type { DocumentPersistence } from "../documents/document-persistence.ts";
import type { JournalPersistence } from "../journal/journal-persistence.ts";
import { backupFolder } from "./backup-folder.ts";
import { applyStaged } from "./restore/restore-backup.ts";
import type { RestorePolicy } from "./restore/restore-policy.ts";
import { stageRestore } from "./restore/stage-restore.ts";
import { SqliteDevicePersistence } from "./sqlite-device-persistence.ts";
import { SqliteDocumentPersistence } from "./sqlite-document-persistence.ts";
import { SqliteJournalPersistence } from "./sqlite-journal-persistence.ts";
import { stampOf } from "./stamp-of.ts";
import { StorageWorker } from "./worker/storage-worker.ts";

/** What {@link SqliteStorage} is opened with. */
export interface SqliteStorageOptions {
  /** Where `hos.db` is or shall be. It is made where it is missing, for its owner only. */
  readonly folder: string;
  /** For a restore that was staged while the hub ran. */
  readonly restorePolicy: RestorePolicy;
  /** For the names of copies. @default systemClock */
  readonly clock?: Clock;
  /** @default silentLogger */
  readonly logger?: Logger;
}

/**
 * All that a hub stores, in one SQLite file. SQLite works in a thread of its own, so that the event loop of the hub never
 * waits for a disk.
 *
 * The parts may be closed by those who use them; the file stays open until `close()`.
 */
export class SqliteStorage {
  readonly devices: DevicePersistence;
  readonly documents: DocumentPersistence;
  readonly journal: JournalPersistence;
  readonly #folder: string;
  readonly #worker: StorageWorker;
  readonly #stagings = new Turns();
  #closing: Promise<void> | undefined;

  private constructor(folder: string, worker: StorageWorker) {
    this.#folder = folder;
    this.#worker = worker;
    this.devices = new SqliteDevicePersistence(worker);
    this.documents = new SqliteDocumentPersistence(worker);
    this.journal = new SqliteJournalPersistence(worker);
  }

  /**
   * It was opened where nothing can be stored: every write is refused with READ_ONLY, or with DISK_FULL until there is
   * room. What was stored can be read.
   */
  get readOnly(): boolean {
    return this.#worker.readOnly;
  }

  /**
   * Opens the database of a folder: makes it where there is none, restores what was staged, brings it to the newest
   * version.
   *
   * @throws {StorageError} LOCKED where another hub uses the folder; DAMAGED; TOO_NEW; READ_ONLY or DISK_FULL where there
   * is nothing to read either.
   */
  static async open(options: SqliteStorageOptions): Promise<SqliteStorage> {
    const { folder, clock = systemClock, logger = silentLogger } = options;
    const stamp = stampOf(clock);
    const worker = new StorageWorker();
    try {
      const { staged } = await worker.call("lock", folder);
      if (staged) await restoreStaged(worker, { policy: options.restorePolicy, stamp, logger });
      const { refusal } = await worker.call("open", stamp);
      if (refusal !== undefined)
        logger.error("Nothing can be stored; the hub serves what it knew.", { reason: refusal });
      return new SqliteStorage(folder, worker);
    } catch (fault) {
      await worker.close();
      throw fault;
    }
  }

  /**
   * Writes a copy into a new file, readable by its owner only, as it is at one moment; the hub goes on meanwhile.
   *
   * @throws {StorageError} FAILED where the file exists.
   */
  backup(file: string): Promise<void> {
    return backupFolder({ folder: this.#folder, file });
  }

  /** Checks a backup and has it restored at the next start. The file may be deleted afterwards. @throws {StorageError} */
  stageRestore(file: string): Promise<void> {
    // One at a time: each makes the same file.
    return this.#stagings.take(() => stageRestore({ folder: this.#folder, file }));
  }

  /** Finishes what was asked of the parts, closes the file and lets the next hub in. Calling it again does nothing. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    await this.#stagings.settled();
    await Promise.all([this.devices.close(), this.documents.close(), this.journal.close()]);
    await this.#worker.close();
  }
}

// A hub that does not start because of a restore would help nobody: it goes on with what it had.
async function restoreStaged(
  worker: StorageWorker,
  options: { readonly policy: RestorePolicy; readonly stamp: string; readonly logger: Logger },
): Promise<void> {
  try {
    await applyStaged(worker, options);
  } catch (fault) {
    const { file } = await worker.call("putAside", options.stamp);
    options.logger.error("The backup could not be restored and was put aside.", { file, fault });
  }
}
