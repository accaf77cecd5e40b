// Configuration, in memory and on disk.
export { ConfigCollection } from "./config/config-collection.ts";
export { ConfigStore, type ConfigStoreOptions } from "./config/config-store.ts";

// Contracts.
export type { DocumentChange, DocumentPersistence, StoredDocument } from "./documents/document-persistence.ts";
export { MemoryDocumentPersistence } from "./documents/memory-document-persistence.ts";
export type { JournalPersistence } from "./journal/journal-persistence.ts";
export { MemoryJournalPersistence } from "./journal/memory-journal-persistence.ts";

// Errors.
export { isStorageError, StorageError, type StorageErrorCode } from "./storage-error.ts";
