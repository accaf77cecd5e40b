import type { DocumentChange, DocumentPersistence, StoredDocument } from "./document-persistence.ts";

/**
 * Documents that last as long as the object: for tests, and for a hub that needs to survive no restart. It keeps them
 * when it is closed, so that a second hub can be started on it, as after a restart.
 */
export class MemoryDocumentPersistence implements DocumentPersistence {
  readonly #documents = new Map<string, StoredDocument>();

  load(): Promise<readonly StoredDocument[]> {
    return Promise.resolve(structuredClone([...this.#documents.values()]));
  }

  write(changes: readonly DocumentChange[]): Promise<void> {
    for (const { collection, id, body } of structuredClone(changes)) {
      // A collection has no line break in its name, so that this text names one document only.
      const key = `${collection}\n${id}`;
      if (body === null) this.#documents.delete(key);
      else this.#documents.set(key, { collection, id, body });
    }
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
