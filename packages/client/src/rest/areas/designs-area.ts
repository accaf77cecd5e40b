import type { DesignProfile, DesignProfileList, LiveDesign, SaveDesignProfile } from "@hos/protocol/rest";
import type { HttpRequester } from "../http-requester.ts";
import type { RequestOptions } from "../request-options.ts";

/** The looks of the client app. */
export class DesignsArea {
  readonly #http: HttpRequester;

  constructor(http: HttpRequester) {
    this.#http = http;
  }

  /** Every profile, and which is selected. */
  list(options?: RequestOptions): Promise<DesignProfileList> {
    return this.#http.send({ method: "GET", path: "/design-profiles", ...options });
  }

  /** The selected profile. */
  live(options?: RequestOptions): Promise<LiveDesign> {
    return this.#http.send({ method: "GET", path: "/design/live", ...options });
  }

  /** Makes a profile, or puts it in the place of the one with this id. CONFLICT for one that comes with the hub. */
  save(profile: SaveDesignProfile, options?: RequestOptions): Promise<DesignProfile> {
    return this.#http.send({ method: "POST", path: "/design-profiles/save", body: profile, ...options });
  }

  /** Selects a profile for all. */
  select(profileId: string, options?: RequestOptions): Promise<LiveDesign> {
    return this.#http.send({ method: "POST", path: "/design-profiles/select", body: { id: profileId }, ...options });
  }

  /** CONFLICT for one that comes with the hub. */
  async remove(profileId: string, options?: RequestOptions): Promise<void> {
    const path = `/design-profiles/${encodeURIComponent(profileId)}/remove`;
    await this.#http.send({ method: "POST", path, ...options });
  }
}
