import type { ServerResponse } from "node:http";
import { encodeSseOpening, type SseTerms } from "./encode-sse.ts";
import type { LiveClient, LiveGroup, Opening } from "./live-channel.ts";
import type { SseChannel } from "./sse-channel.ts";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  // Proxies of the nginx kind would hold the stream back.
  "x-accel-buffering": "no",
};

/** What an {@link SseClient} is made of. */
export interface SseClientOptions extends SseTerms {
  readonly channel: SseChannel;
  /** Unsent bytes at which the client is too slow. */
  readonly bufferBytes: number;
  /** Called once, when the client is too slow. It is cut after that. */
  readonly onTooSlow: (unsentBytes: number) => void;
}

/** A client of GET `/events`. */
export class SseClient implements LiveClient {
  readonly channel: SseChannel;
  readonly #response: ServerResponse;
  readonly #options: SseClientOptions;
  #allowedBytes: number;

  constructor(response: ServerResponse, options: SseClientOptions) {
    this.channel = options.channel;
    this.#response = response;
    this.#options = options;
    this.#allowedBytes = options.bufferBytes;
  }

  open(opening: Opening, group: LiveGroup): void {
    const chunk = Buffer.from(encodeSseOpening(opening, this.#options));
    this.#response.writeHead(200, HEADERS);
    this.#response.on("close", () => this.channel.leave(group, this));
    this.channel.enter(group, this);
    // The opening may be larger than the bound; until it is away it does not count.
    this.#allowedBytes += chunk.byteLength;
    if (this.#response.write(chunk)) this.#allowedBytes = this.#options.bufferBytes;
    else this.#response.once("drain", () => (this.#allowedBytes = this.#options.bufferBytes));
  }

  /** Sends `chunk`, or cuts the client off where too much is unsent: it comes back and gets what it missed. */
  write(chunk: Uint8Array): void {
    if (this.#response.writableEnded || this.#response.destroyed) return;
    this.#response.write(chunk);
    const unsentBytes = this.#response.writableLength;
    if (unsentBytes <= this.#allowedBytes) return;
    this.#options.onTooSlow(unsentBytes);
    this.#response.destroy();
  }

  /** Ends the stream, after `farewell`; nothing is written any more, and calling it again does nothing. */
  end(farewell = ""): void {
    if (!this.#response.writableEnded) this.#response.end(farewell);
  }

  /** Ends the connection, whatever is unsent. */
  cut(): void {
    this.#response.destroy();
  }
}
