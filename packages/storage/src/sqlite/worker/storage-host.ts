import { existsSync, mkdirSync, rmSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { StorageError } from "../../storage-error.ts";
import { copyDatabase } from "../database/copy-database.ts";
import { DeviceTables } from "../database/device-tables.ts";
import { DocumentTable } from "../database/document-table.ts";
import { isWritable } from "../database/explain-fault.ts";
import { FolderLock } from "../database/folder-lock.ts";
import { JournalTable } from "../database/journal-table.ts";
import { openDatabase, openForReading } from "../database/open-database.ts";
import { type StorageFiles, storageFilesIn } from "../database/storage-files.ts";
import { type Durability, inTransaction } from "../database/transaction.ts";
import { type BothSides, finishRestore, prepareRestore, putAside } from "../restore/apply-staged.ts";
import { stageBackup } from "../restore/stage-backup.ts";
import type { DeviceRow, DeviceRows, DocumentRow, Row, SettingsRow } from "./rows.ts";

interface Opened {
  readonly database: DatabaseSync;
  readonly refusal: StorageError | undefined;
  readonly documents: DocumentTable;
  readonly devices: DeviceTables;
  readonly journal: JournalTable;
}

/** What the storage thread can do: everything that it is asked arrives at a method of this class. */
export class StorageHost {
  #files: StorageFiles = storageFilesIn("");
  #lock: FolderLock | undefined;
  #stamp = "";
  #opened: Opened | undefined;
  #stagedDevices: DeviceRow[] = [];
  #stagedRecords: Row[] = [];

  /** What a fault is about where it does not say so itself. */
  get file(): string {
    return this.#files.database;
  }

  /** Nothing can be stored at present. */
  get readOnly(): boolean {
    return this.#opened?.refusal !== undefined;
  }

  /** Makes the folder and takes it, before anything else; one that may not be written to is not taken. */
  lock(folder: string): { readonly writable: boolean; readonly staged: boolean } {
    this.#files = storageFilesIn(folder);
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const writable = isWritable(folder);
    if (writable) this.#lock = new FolderLock(this.#files);
    return { writable, staged: writable && existsSync(this.#files.staged) };
  }

  /** Opens the database. `stamp` is for the names of copies. */
  open(stamp: string): { readonly refusal: string | undefined } {
    this.#stamp = stamp;
    this.#opened = this.#openTables();
    return { refusal: this.#opened.refusal?.message };
  }

  close(): void {
    this.#opened?.database.close();
    this.#opened = undefined;
    this.#lock?.release();
    this.#lock = undefined;
  }

  loadDocuments(): readonly DocumentRow[] {
    return this.#expectOpen().documents.load();
  }

  writeDocuments(rows: readonly DocumentRow[]): void {
    this.#write("FULL", ({ documents }) => documents.write(rows));
  }

  loadDevices(): DeviceRows {
    return this.#expectOpen().devices.load();
  }

  /** A part of what {@link saveDevices} writes. */
  stageDevices(rows: readonly DeviceRow[]): void {
    for (const row of rows) this.#stagedDevices.push(row);
  }

  saveDevices(): void {
    const rows = this.#stagedDevices;
    this.#stagedDevices = [];
    this.#write("NORMAL", ({ devices }) => devices.save(rows));
  }

  removeDevices(ids: readonly string[]): void {
    this.#write("FULL", ({ devices }) => devices.remove(ids));
  }

  saveSettings(rows: readonly SettingsRow[]): void {
    this.#write("FULL", ({ devices }) => devices.saveSettings(rows));
  }

  loadRecords(limit: number): readonly string[] {
    return this.#expectOpen().journal.load(limit);
  }

  /** A part of what {@link saveRecords} writes. */
  stageRecords(rows: readonly Row[]): void {
    for (const row of rows) this.#stagedRecords.push(row);
  }

  saveRecords(keep: number): void {
    const rows = this.#stagedRecords;
    this.#stagedRecords = [];
    this.#write("NORMAL", ({ journal }) => journal.save(rows, keep));
  }

  /** Copies the database of a folder, whoever is writing into it. */
  backup(folder: string, target: string): void {
    this.#files = storageFilesIn(folder);
    if (!existsSync(this.file))
      throw new StorageError("FAILED", `${this.file} does not exist; there is nothing to copy.`);
    const database = openForReading(this.file);
    try {
      copyDatabase(database, target);
    } finally {
      database.close();
    }
  }

  /** Checks a backup and puts it beside the database of a folder, ready to take its place. */
  stageBackup(folder: string, file: string): void {
    this.#files = storageFilesIn(folder);
    stageBackup(this.#files, file);
  }

  /** The documents of these collections, in the backup that is staged and in the database. */
  prepareRestore(collections: readonly string[], stamp: string): BothSides {
    return prepareRestore(this.#files, { collections, stamp });
  }

  /** Puts the staged backup, with these changes, in the place of the database. */
  finishRestore(changes: readonly DocumentRow[], stamp: string): { readonly kept: string | undefined } {
    return finishRestore(this.#files, { changes, stamp });
  }

  /** Puts a staged backup aside that could not be restored. */
  putAside(stamp: string): { readonly file: string } {
    return putAside(this.#files, stamp);
  }

  /** Forgets a staged backup. */
  unstage(): void {
    rmSync(this.#files.staged, { force: true });
  }

  #openTables(): Opened {
    const { database, refusal } = openDatabase(this.#files, this.#stamp);
    return {
      database,
      refusal,
      documents: new DocumentTable(database),
      devices: new DeviceTables(database),
      journal: new JournalTable(database),
    };
  }

  #expectOpen(): Opened {
    if (this.#opened === undefined) throw new StorageError("CLOSED", "Storage is closed; open it anew.");
    return this.#opened;
  }

  #expectWritable(): Opened {
    const opened = this.#expectOpen();
    if (opened.refusal?.code === "DISK_FULL") return this.#openAgain(opened);
    if (opened.refusal !== undefined) throw opened.refusal;
    return opened;
  }

  /** There was no room even to begin: there may be now. */
  #openAgain(before: Opened): Opened {
    const opened = this.#openTables();
    const { refusal } = opened;
    if (refusal !== undefined) {
      opened.database.close();
      throw refusal;
    }
    before.database.close();
    this.#opened = opened;
    return opened;
  }

  #write(durability: Durability, work: (tables: Opened) => void): void {
    const opened = this.#expectWritable();
    inTransaction(opened.database, durability, () => work(opened));
  }
}
