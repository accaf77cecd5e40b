import type { SaveSpace, Space, SpaceList } from "@hos/protocol/rest";
import type { HttpRequester } from "../http-requester.ts";
import type { RequestOptions } from "../request-options.ts";

/** Rooms and zones. */
export class SpacesArea {
  readonly #http: HttpRequester;

  constructor(http: HttpRequester) {
    this.#http = http;
  }

  /** In their order. */
  list(options?: RequestOptions): Promise<SpaceList> {
    return this.#http.send({ method: "GET", path: "/spaces", ...options });
  }

  /** Makes a space, or changes the one with this id: members not named stay. */
  save(space: SaveSpace, options?: RequestOptions): Promise<Space> {
    return this.#http.send({ method: "POST", path: "/spaces/save", body: space, ...options });
  }

  /** The spaces in it go to its parent, its devices are in none then. */
  async remove(spaceId: string, options?: RequestOptions): Promise<void> {
    await this.#http.send({ method: "POST", path: `/spaces/${encodeURIComponent(spaceId)}/remove`, ...options });
  }
}
