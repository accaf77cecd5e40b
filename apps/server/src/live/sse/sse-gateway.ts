import type { ServerResponse } from "node:http";
import type { Principal, Revocation } from "@hos/access";
import type { CancelTimer, Clock, Logger } from "@hos/runtime";
import { createErrorBody } from "../../http/create-error-body.ts";
import type { ClientAddresses } from "../../net/client-addresses.ts";
import { describeAccessEnd } from "../describe-access-end.ts";
import type { LiveFeed } from "../live-feed.ts";
import type { LiveQuery } from "../live-query.ts";
import { createLiveReach } from "../live-reach.ts";
import { createSseCodec } from "./create-sse-codec.ts";
import { encodeSseEvent } from "./encode-sse.ts";
import { SseLink } from "./sse-link.ts";
import type { StreamWatch } from "../stream-watch.ts";

/** A comment comes this often on every SSE stream, milliseconds. */
const SSE_KEEP_ALIVE_MS = 15_000;
const SSE_CODEC = createSseCodec({ keepAliveMs: SSE_KEEP_ALIVE_MS, retryMs: 1000 });
const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  // Proxies of the nginx kind would hold the stream back.
  "x-accel-buffering": "no",
};
/** How long a client whose credential is void may take to read what it was sent before, milliseconds. */
const FAREWELL_MS = 2000;

/** What an {@link SseGateway} needs. */
export interface SseGatewayOptions {
  readonly feed: LiveFeed;
  readonly watch: StreamWatch;
  readonly addresses: ClientAddresses;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Who wants a stream, and what of it. */
export interface SseRequest extends LiveQuery {
  /** Somebody who may read devices. */
  readonly principal: Principal;
}

/** The live stream as server-sent events. */
export class SseGateway {
  readonly #options: SseGatewayOptions;
  readonly #open = new Set<ServerResponse>();
  #cancelKeepAlive: CancelTimer | undefined;
  #closed = false;

  constructor(options: SseGatewayOptions) {
    this.#options = options;
  }

  /** Makes the answer a stream. It ends when the client leaves or reads nothing, its credential is void, or the server stops. */
  open(response: ServerResponse, { principal, ...query }: SseRequest): void {
    const { addresses, feed, watch, logger } = this.#options;
    const names = { client: principal.name, address: addresses.of(response.req), delivery: SSE_CODEC.kind };
    response.writeHead(200, HEADERS);
    response.flushHeaders();
    const client = { codec: SSE_CODEC, link: new SseLink(response), names };
    const leave = feed.join(client, { ...query, reach: createLiveReach(principal) });
    response.on("close", leave);
    response.on("error", (error) => logger.debug("An SSE stream broke.", { ...names, err: error }));
    if (this.#closed) {
      response.end();
      return;
    }
    this.#open.add(response);
    response.on("close", () => this.#open.delete(response));
    response.on(
      "close",
      watch.add(principal, (reason) => this.#endAccess(response, reason)),
    );
    this.#keepAlive();
  }

  /** Ends every stream. */
  close(): void {
    this.#closed = true;
    this.#cancelKeepAlive?.();
    for (const response of this.#open) response.end();
  }

  #endAccess(response: ServerResponse, reason: Revocation["reason"]): void {
    const { clock } = this.#options;
    // From here on nothing is written to it. A client whose reach changed comes back with the same credential.
    response.end(reason === "changed" ? "" : encodeSseEvent("UNAUTHORIZED", createErrorBody(describeAccessEnd())));
    response.on(
      "close",
      clock.setTimeout(() => response.destroy(), FAREWELL_MS),
    );
  }

  #keepAlive(): void {
    this.#cancelKeepAlive ??= this.#options.clock.setTimeout(() => {
      this.#cancelKeepAlive = undefined;
      if (this.#open.size === 0) return;
      this.#options.feed.tell(SSE_CODEC, (epoch, revision) => SSE_CODEC.encodeKeepAlive(epoch, revision));
      this.#keepAlive();
    }, SSE_KEEP_ALIVE_MS);
  }
}
