import { type DocumentChange, MemoryDocumentPersistence, StorageError } from "@hos/storage";

/** Memory that counts what is written, and refuses it while it is full. */
export class UnwritablePersistence extends MemoryDocumentPersistence {
  full = false;
  writes = 0;

  override write(changes: readonly DocumentChange[]): Promise<void> {
    if (this.full) return Promise.reject(new StorageError("DISK_FULL", "There is no room left."));
    this.writes += 1;
    return super.write(changes);
  }
}
