import type { CommandRecord } from "@hos/protocol/rest";

/** Where the journal survives a restart; `JournalPersistence` of `@hos/storage` fits. */
export interface JournalPort {
  /** The newest `limit` records, newest first. */
  load(limit: number): Promise<readonly CommandRecord[]>;
  /** Adds records, or replaces those with the same ids; all or none. Beyond the newest `keep` records the oldest go. */
  save(records: readonly CommandRecord[], keep: number): Promise<void>;
  /** Lets go of what is open. Calling it again does nothing. */
  close(): Promise<void>;
}
