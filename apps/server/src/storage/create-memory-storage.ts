import { MemoryDevicePersistence } from "@hos/state-store";
import { MemoryDocumentPersistence, MemoryJournalPersistence } from "@hos/storage";
import type { HubStorage } from "./hub-storage.ts";

/**
 * Storage that lasts as long as the object: for tests, and for a server that writes no file. It keeps what it has when a
 * server that used it is closed, so that another one can go on with it, as after a restart.
 */
export function createMemoryStorage(): HubStorage {
  return {
    devices: new MemoryDevicePersistence(),
    documents: new MemoryDocumentPersistence(),
    journal: new MemoryJournalPersistence(),
    readOnly: false,
    close: () => Promise.resolve(),
  };
}
