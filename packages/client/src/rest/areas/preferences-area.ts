import type { JsonObject } from "@hos/protocol";
import type { HomePreferences } from "@hos/protocol/rest";
import type { HttpRequester } from "../http-requester.ts";
import type { RequestOptions } from "../request-options.ts";

/** A document of the client app that the hub keeps for it. */
export class PreferencesArea {
  readonly #http: HttpRequester;

  constructor(http: HttpRequester) {
    this.#http = http;
  }

  /** The document; an empty one at first. */
  async get(options?: RequestOptions): Promise<JsonObject> {
    return (await this.#http.send<HomePreferences>({ method: "GET", path: "/preferences/home", ...options }))
      .preferences;
  }

  /** Replaces the document as a whole. 256 KiB at most. */
  async replace(preferences: JsonObject, options?: RequestOptions): Promise<JsonObject> {
    const body: HomePreferences = { preferences };
    const request = { method: "POST", path: "/preferences/home", body, ...options } as const;
    return (await this.#http.send<HomePreferences>(request)).preferences;
  }
}
