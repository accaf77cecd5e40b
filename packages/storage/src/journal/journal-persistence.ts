import type { CommandRecord } from "@hos/protocol/rest";

/**
 * Where the command journal survives a restart. Written behind: what was not saved when the power went is lost.
 * `describeJournalPersistence` of `@hos/storage/testing` is the suite that every implementation passes.
 *
 * A record keeps the place of its first save. What is handed over never changes later, so that an implementation may
 * take its time with it.
 */
export interface JournalPersistence {
  /** The newest `limit` records, newest first. */
  load(limit: number): Promise<readonly CommandRecord[]>;
  /**
   * Adds records, oldest first, or replaces those with the same ids; all or none. Beyond the newest `keep` records, 1 or
   * more, the oldest go. Calls may overlap; they take effect in the order in which they were made.
   */
  save(records: readonly CommandRecord[], keep: number): Promise<void>;
  /** Lets go of what is open, after what was saved. Calling it again does nothing. */
  close(): Promise<void>;
}
