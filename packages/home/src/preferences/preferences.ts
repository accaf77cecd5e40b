import type { JsonObject } from "@hos/protocol";
import { HomePreferences } from "@hos/protocol/rest";
import type { ConfigCollection } from "@hos/storage";
import type { HomeContext } from "../home-context.ts";

const ID = "home";
const NONE: JsonObject = {};

/** A document of the client app, kept as it is. */
export class Preferences {
  readonly #context: HomeContext;
  readonly #documents: ConfigCollection<HomePreferences>;

  constructor(context: HomeContext) {
    this.#context = context;
    this.#documents = context.store.collection("preferences", HomePreferences);
  }

  /** The document; an empty one before the first was kept. It is shared: never change it. */
  get(): JsonObject {
    return this.#documents.get(ID)?.preferences ?? NONE;
  }

  /**
   * Puts a document in the place of the one before, as a whole. Durable when it settles.
   *
   * @throws {StorageError} when it could not be written; nothing changed then.
   */
  async replace({ preferences }: HomePreferences): Promise<JsonObject> {
    await this.#documents.put(ID, { preferences });
    this.#context.changed("preferences");
    return preferences;
  }
}
