import type { ServerResponse } from "node:http";
import type { Principal, Revocation } from "@hos/access";
import type { CancelTimer, Clock, Logger } from "@hos/runtime";
import { createErrorBody } from "../http/create-error-body.ts";
import { describeAccessEnd } from "./describe-access-end.ts";
import { encodeSseEvent } from "./encode-sse.ts";
import type { LiveFeed, LiveQuery } from "./live-feed.ts";
import { createLiveReach } from "./live-reach.ts";
import { SseChannel } from "./sse-channel.ts";
import { SseClient } from "./sse-client.ts";
import type { StreamWatch } from "./stream-watch.ts";

/** A comment comes this often on every SSE stream, milliseconds. */
const SSE_KEEP_ALIVE_MS = 15_000;
const SSE_RETRY_MS = 1000;
/** How long a client whose credential is void may take to read what it was sent before, milliseconds. */
const FAREWELL_MS = 2000;

/** What an {@link SseGateway} needs. */
export interface SseGatewayOptions {
  readonly feed: LiveFeed;
  readonly watch: StreamWatch;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Unsent bytes at which a client is ended. */
  readonly bufferBytes: number;
}

/** Who wants a stream, and what of it. */
export interface SseRequest extends LiveQuery {
  /** Somebody who may read devices. */
  readonly principal: Principal;
}

/** The live stream as server-sent events. */
export class SseGateway {
  readonly #options: SseGatewayOptions;
  readonly #channel = new SseChannel();
  #cancelKeepAlive: CancelTimer | undefined;
  #closed = false;

  constructor(options: SseGatewayOptions) {
    this.#options = options;
  }

  /**
   * Makes the answer a stream. It ends when the client leaves, is too slow, its credential is void, or the server
   * stops.
   */
  open(response: ServerResponse, { principal, ...query }: SseRequest): void {
    const { feed, watch, logger, bufferBytes } = this.#options;
    const address = response.req.socket.remoteAddress;
    const client = new SseClient(response, {
      channel: this.#channel,
      bufferBytes,
      keepAliveMs: SSE_KEEP_ALIVE_MS,
      retryMs: SSE_RETRY_MS,
      onTooSlow: (unsentBytes) => {
        feed.counters.cut += 1;
        logger.warn("An SSE client does not keep up and is ended.", { address, unsentBytes, bufferBytes });
      },
    });
    const leave = feed.join(client, { ...query, reach: createLiveReach(principal) });
    response.on("close", leave);
    response.on("error", (error) => logger.debug("An SSE stream broke.", { address, err: error }));
    if (this.#closed) {
      client.end();
      return;
    }
    response.on(
      "close",
      watch.add(principal, (reason) => this.#endAccess(client, response, reason)),
    );
    this.#keepAlive();
  }

  /** Ends every stream. */
  close(): void {
    this.#closed = true;
    this.#cancelKeepAlive?.();
    this.#channel.endAll();
  }

  #endAccess(client: SseClient, response: ServerResponse, reason: Revocation["reason"]): void {
    const { clock } = this.#options;
    // From here on nothing is written to it. A client whose reach changed comes back with the same credential.
    client.end(reason === "changed" ? "" : encodeSseEvent("UNAUTHORIZED", createErrorBody(describeAccessEnd())));
    response.on(
      "close",
      clock.setTimeout(() => client.cut(), FAREWELL_MS),
    );
  }

  #keepAlive(): void {
    this.#cancelKeepAlive ??= this.#options.clock.setTimeout(() => {
      this.#cancelKeepAlive = undefined;
      if (this.#channel.size === 0) return;
      // The cursor may name only what the clients were sent.
      this.#channel.keepAlive(this.#options.feed.flush());
      this.#keepAlive();
    }, SSE_KEEP_ALIVE_MS);
  }
}
