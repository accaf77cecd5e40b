import type { CommandRecord } from "@hos/protocol/rest";

/**
 * Where the command journal survives a restart. Written behind: what was not saved when the power went is lost.
 * `describeJournalPersistence` of `@hos/storage/testing` is the suite that every implementation passes.
 */
export interface JournalPersistence {
  /** The newest `limit` records, newest first. */
  load(limit: number): Promise<readonly CommandRecord[]>;
  /** Adds records, or replaces those with the same ids; all or none. Beyond the newest `keep` records the oldest go. */
  save(records: readonly CommandRecord[], keep: number): Promise<void>;
  /** Lets go of what is open. Calling it again does nothing. */
  close(): Promise<void>;
}
