import type { DevicePersistence } from "@hos/state-store";
import type { DocumentPersistence, JournalPersistence } from "@hos/storage";

/** Where everything is that a hub stores. `SqliteStorage` of `@hos/storage/sqlite` is one. */
export interface HubStorage {
  readonly devices: DevicePersistence;
  readonly documents: DocumentPersistence;
  readonly journal: JournalPersistence;
  /** Nothing can be stored; what was stored can be read. */
  readonly readOnly: boolean;
  /** Writes a copy into a new file. Left out: there is nothing to copy. */
  backup?(file: string): Promise<void>;
  /** Checks a backup and has it restored at the next start. Left out: nothing outlives the process. */
  stageRestore?(file: string): Promise<void>;
  /** Lets go of what is open, after the parts were closed. */
  close(): Promise<void>;
}
