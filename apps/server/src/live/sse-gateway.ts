import type { ServerResponse } from "node:http";
import type { CancelTimer, Clock, Logger } from "@hos/runtime";
import { encodeSseKeepAlive } from "./encode-sse.ts";
import type { LiveFeed, LiveRequest, LiveSource } from "./live-feed.ts";
import { SseChannel } from "./sse-channel.ts";
import { SseClient } from "./sse-client.ts";

/** A comment comes this often on every SSE stream, milliseconds. */
const SSE_KEEP_ALIVE_MS = 15_000;
const SSE_RETRY_MS = 1000;

/** What an {@link SseGateway} needs. */
export interface SseGatewayOptions {
  readonly feed: LiveFeed;
  readonly source: LiveSource;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Unsent bytes at which a client is ended. */
  readonly bufferBytes: number;
}

/** The live stream as server-sent events. */
export class SseGateway {
  readonly #options: SseGatewayOptions;
  readonly #channel: SseChannel;
  #cancelKeepAlive: CancelTimer | undefined;
  #closed = false;

  constructor(options: SseGatewayOptions) {
    this.#options = options;
    this.#channel = new SseChannel(() => options.source.devices.epoch);
  }

  /** Makes the answer a stream. It ends when the client leaves, is too slow, or the server stops. */
  open(response: ServerResponse, request: LiveRequest): void {
    const { feed, logger, bufferBytes } = this.#options;
    const address = response.req.socket.remoteAddress;
    const client = new SseClient(response, {
      channel: this.#channel,
      bufferBytes,
      keepAliveMs: SSE_KEEP_ALIVE_MS,
      retryMs: SSE_RETRY_MS,
      onTooSlow: (unsentBytes) =>
        logger.warn("An SSE client does not keep up and is ended.", { address, unsentBytes, bufferBytes }),
    });
    const leave = feed.join(client, request);
    response.on("close", leave);
    response.on("error", (error) => logger.debug("An SSE stream broke.", { address, err: error }));
    if (this.#closed) client.end();
    else this.#keepAlive();
  }

  /** Ends every stream. */
  close(): void {
    this.#closed = true;
    this.#cancelKeepAlive?.();
    this.#channel.endAll();
  }

  #keepAlive(): void {
    this.#cancelKeepAlive ??= this.#options.clock.setTimeout(() => {
      this.#cancelKeepAlive = undefined;
      if (this.#channel.size === 0) return;
      // The cursor may name only what the clients were sent.
      this.#channel.writeAll(encodeSseKeepAlive(this.#options.feed.flush()));
      this.#keepAlive();
    }, SSE_KEEP_ALIVE_MS);
  }
}
