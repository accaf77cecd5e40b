import type { JsonObject } from "@hos/protocol";
import type { DocumentChange } from "../documents/document-persistence.ts";

/** The documents of one kind, by id. What it hands out is shared: never change it. Made by `ConfigStore.collection`. */
export class ConfigCollection<Document> {
  readonly name: string;
  readonly #documents: Map<string, Document>;
  readonly #write: (changes: readonly DocumentChange[]) => Promise<void>;

  constructor(
    name: string,
    documents: Map<string, Document>,
    write: (changes: readonly DocumentChange[]) => Promise<void>,
  ) {
    this.name = name;
    this.#documents = documents;
    this.#write = write;
  }

  get size(): number {
    return this.#documents.size;
  }

  get(id: string): Document | undefined {
    return this.#documents.get(id);
  }

  /** In the order in which they were first written. */
  list(): readonly Document[] {
    return [...this.#documents.values()];
  }

  /** Adds a document or puts it in the place of the one with its id. Durable when it settles. @throws {StorageError} */
  put(id: string, document: Document): Promise<void> {
    return this.#write([this.putting(id, document)]);
  }

  /** Forgets a document; one that is not there is passed over. @throws {StorageError} */
  remove(id: string): Promise<void> {
    return this.#write([this.removing(id)]);
  }

  /** The change that {@link put} would write, to be written together with others. */
  putting(id: string, document: Document): DocumentChange {
    return { collection: this.name, id, body: document as JsonObject };
  }

  /** The change that {@link remove} would write, to be written together with others. */
  removing(id: string): DocumentChange {
    return { collection: this.name, id, body: null };
  }

  /** For the store: a change is durable. */
  took({ id, body }: DocumentChange): void {
    if (body === null) this.#documents.delete(id);
    else this.#documents.set(id, body as Document);
  }
}
