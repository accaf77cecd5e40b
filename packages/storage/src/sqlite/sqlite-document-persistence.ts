import type { JsonObject } from "@hos/protocol";
import type { DocumentChange, DocumentPersistence, StoredDocument } from "../documents/document-persistence.ts";
import { PartLife } from "./part-life.ts";
import type { StorageWorker } from "./worker/storage-worker.ts";

/** Documents in SQLite. Made by `SqliteStorage`, which closes the database. */
export class SqliteDocumentPersistence implements DocumentPersistence {
  readonly #worker: StorageWorker;
  readonly #life = new PartLife();

  constructor(worker: StorageWorker) {
    this.#worker = worker;
  }

  load(): Promise<readonly StoredDocument[]> {
    return this.#life.run(async () => {
      const rows = await this.#worker.call("loadDocuments");
      return rows.map(({ collection, id, body }) => ({ collection, id, body: JSON.parse(body ?? "") as JsonObject }));
    });
  }

  write(changes: readonly DocumentChange[]): Promise<void> {
    return this.#life.run(() => {
      const rows = changes.map(({ collection, id, body }) => ({
        collection,
        id,
        body: body === null ? null : JSON.stringify(body),
      }));
      return this.#worker.call("writeDocuments", rows);
    });
  }

  close(): Promise<void> {
    return this.#life.close();
  }
}
