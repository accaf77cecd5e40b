import type { LiveEvent } from "@hos/protocol/live";
import { encodeSseEvents } from "./encode-sse.ts";
import type { LiveChannel } from "./live-channel.ts";
import type { SseClient } from "./sse-client.ts";

/** Server-sent events: each group gets one chunk, encoded once, written to every client. */
export class SseChannel implements LiveChannel {
  readonly kind = "sse";
  readonly #groups = new Map<string, Set<SseClient>>();
  readonly #readEpoch: () => string;

  constructor(readEpoch: () => string) {
    this.#readEpoch = readEpoch;
  }

  /** How many clients there are. */
  get size(): number {
    let size = 0;
    for (const clients of this.#groups.values()) size += clients.size;
    return size;
  }

  enter(group: string, client: SseClient): void {
    const clients = this.#groups.get(group) ?? new Set();
    this.#groups.set(group, clients.add(client));
  }

  leave(group: string, client: SseClient): void {
    const clients = this.#groups.get(group);
    clients?.delete(client);
    if (clients?.size === 0) this.#groups.delete(group);
  }

  broadcast(group: string, events: readonly LiveEvent[]): void {
    const clients = this.#groups.get(group);
    if (clients !== undefined) write(clients, Buffer.from(encodeSseEvents(events, this.#readEpoch())));
  }

  /** Writes `text` to every client of every group. */
  writeAll(text: string): void {
    const chunk = Buffer.from(text);
    for (const clients of this.#groups.values()) write(clients, chunk);
  }

  /** Ends every stream. */
  endAll(): void {
    for (const clients of this.#groups.values()) {
      for (const client of clients) client.end();
    }
  }
}

function write(clients: Iterable<SseClient>, chunk: Uint8Array): void {
  for (const client of clients) client.write(chunk);
}
