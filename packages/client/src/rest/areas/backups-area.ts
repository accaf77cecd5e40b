import type { RestoreStaged } from "@hos/protocol/rest";
import type { HttpRequester } from "../http-requester.ts";
import type { RequestOptions } from "../request-options.ts";

/** Copies of all that the hub stores. For admins. They hold everything that is secret: keep them well. */
export class BackupsArea {
  readonly #http: HttpRequester;

  constructor(http: HttpRequester) {
    this.#http = http;
  }

  /** A copy of all that the hub stores, as it is at one moment. Takes two minutes at most, unless told otherwise. */
  download(options?: RequestOptions): Promise<Blob> {
    return this.#http.download({ method: "GET", path: "/backup", requestTimeoutMs: TRANSFER_MS, ...options });
  }

  /** Has a copy checked. It takes the place of what is stored when the hub starts the next time. */
  stageRestore(backup: Blob, options?: RequestOptions): Promise<RestoreStaged> {
    return this.#http.send({
      method: "POST",
      path: "/restore",
      body: backup,
      requestTimeoutMs: TRANSFER_MS,
      ...options,
    });
  }
}

const TRANSFER_MS = 120_000;
