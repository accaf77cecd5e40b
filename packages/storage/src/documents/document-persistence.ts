import type { JsonObject } from "@hos/protocol";

/** Something that a person configured, as plain JSON. */
export interface StoredDocument {
  /** What kind of thing it is: `users`, `spaces`. `^[a-z][a-z-]{0,63}$` */
  readonly collection: string;
  /** Unique in its collection. 1-256 characters. */
  readonly id: string;
  readonly body: JsonObject;
}

/** A document to put in the place of the one with its id, or to forget. */
export interface DocumentChange {
  readonly collection: string;
  readonly id: string;
  /** `null` forgets the document; one that is not stored is passed over. */
  readonly body: JsonObject | null;
}

/**
 * Where configuration survives everything: a power cut after `write` settled loses nothing of it.
 * `describeDocumentPersistence` of `@hos/storage/testing` is the suite that every implementation passes.
 */
export interface DocumentPersistence {
  /** Every stored document; within a collection in the order in which they were first written. */
  load(): Promise<readonly StoredDocument[]>;
  /**
   * All of the changes or none, in their order. Settles when they are durable. Calls may overlap; they take effect in
   * the order in which they were made.
   *
   * @throws {StorageError} when it was not written; nothing of it is stored then.
   */
  write(changes: readonly DocumentChange[]): Promise<void>;
  /** Lets go of what is open, after what was written. Calling it again does nothing. */
  close(): Promise<void>;
}
