import type { Logger } from "@hos/runtime";
import type { Static, TSchema } from "typebox";
import { Compile } from "typebox/compile";
import type { DocumentChange, DocumentPersistence, StoredDocument } from "../documents/document-persistence.ts";
import { ConfigCollection } from "./config-collection.ts";

/** What a {@link ConfigStore} is made of. */
export interface ConfigStoreOptions {
  readonly persistence: DocumentPersistence;
  readonly logger: Logger;
}

/**
 * All that people configured, in memory and on disk: reads are synchronous, writes settle when they are durable. What is
 * read was written before: memory changes once the disk has it.
 *
 * `start()` first; then `collection(...)` for each kind of thing.
 */
export class ConfigStore {
  readonly #options: ConfigStoreOptions;
  readonly #loaded = new Map<string, StoredDocument[]>();
  readonly #collections = new Map<string, ConfigCollection<unknown>>();
  #writing: Promise<void> = Promise.resolve();

  constructor(options: ConfigStoreOptions) {
    this.#options = options;
  }

  /** Reads everything. @throws {StorageError} */
  async start(): Promise<void> {
    for (const document of await this.#options.persistence.load()) {
      const documents = this.#loaded.get(document.collection) ?? [];
      this.#loaded.set(document.collection, documents);
      documents.push(document);
    }
  }

  /**
   * The collection `name`. Documents that do not fit `schema` are left on the disk and out of the collection, and logged.
   *
   * @throws {TypeError} when it was asked for before.
   */
  collection<Schema extends TSchema>(name: string, schema: Schema): ConfigCollection<Static<Schema>> {
    if (this.#collections.has(name)) throw new TypeError(`The collection ${name} has an owner already.`);
    const validator = Compile(schema);
    const documents = new Map<string, Static<Schema>>();
    for (const { id, body } of this.#loaded.get(name) ?? []) {
      const document: unknown = body;
      if (validator.Check(document)) documents.set(id, document);
      else this.#options.logger.error("A stored document does not fit and is passed over.", { collection: name, id });
    }
    this.#loaded.delete(name);
    const collection = new ConfigCollection(name, documents, (changes) => this.write(changes));
    this.#collections.set(name, collection);
    return collection;
  }

  /**
   * Writes changes of several collections together, all or none; `ConfigCollection.putting` and `.removing` make them.
   * One write at a time, in the order of the calls.
   *
   * @throws {StorageError} when nothing of it was written; memory is as before then.
   */
  write(changes: readonly DocumentChange[]): Promise<void> {
    const written = this.#writeAfter(this.#writing, changes);
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #writeAfter(earlier: Promise<void>, changes: readonly DocumentChange[]): Promise<void> {
    await earlier;
    await this.#options.persistence.write(changes);
    for (const change of changes) this.#collections.get(change.collection)?.took(change);
  }

  /** Waits for what is being written and closes persistence. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#options.persistence.close();
  }
}
