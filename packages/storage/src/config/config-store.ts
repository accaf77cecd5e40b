import { compileSchema } from "@hos/protocol";
import { type Logger, Turns } from "@hos/runtime";
import type { Static, TSchema } from "typebox";
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
  /** What was loaded of collections that nobody took yet; `undefined` before the start. */
  #loaded: Map<string, StoredDocument[]> | undefined;
  #closing: Promise<void> | undefined;
  readonly #collections = new Map<string, ConfigCollection<unknown>>();
  readonly #writes = new Turns();

  constructor(options: ConfigStoreOptions) {
    this.#options = options;
  }

  /** Reads everything. @throws {StorageError} */
  async start(): Promise<void> {
    this.#loaded = Map.groupBy(await this.#options.persistence.load(), ({ collection }) => collection);
  }

  /**
   * The collection `name`. Documents that do not fit `schema` are left on the disk and out of the collection, and logged.
   *
   * @throws {TypeError} when it was asked for before, or the store was not started.
   */
  collection<Schema extends TSchema>(name: string, schema: Schema): ConfigCollection<Static<Schema>> {
    if (this.#loaded === undefined) throw new TypeError("start() comes before the first collection; await it.");
    if (this.#collections.has(name)) throw new TypeError(`The collection ${name} has an owner already.`);
    const validator = compileSchema(schema);
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
   * One write at a time, in the order of the calls. What a caller read before an earlier write settled may be of yesterday:
   * whoever changes what it read takes turns of its own.
   *
   * @throws {StorageError} when nothing of it was written; memory is as before then.
   */
  write(changes: readonly DocumentChange[]): Promise<void> {
    return this.#writes.take(() => this.#write(changes));
  }

  async #write(changes: readonly DocumentChange[]): Promise<void> {
    const stray = changes.find(({ collection }) => !this.#collections.has(collection));
    if (stray !== undefined) throw new TypeError(`Nobody took the collection ${stray.collection}.`);
    await this.#options.persistence.write(changes);
    for (const change of changes) this.#collections.get(change.collection)?.took(change);
  }

  /** Waits for what is being written and closes persistence. Calling it again does nothing. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#writes.settled();
    await this.#options.persistence.close();
  }
}
