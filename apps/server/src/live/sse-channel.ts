import { formatCursor, type LiveEvent } from "@hos/protocol/live";
import { encodeSseEvents, encodeSseKeepAlive } from "./encode-sse.ts";
import type { LiveChannel, LiveGroup } from "./live-channel.ts";
import type { SseClient } from "./sse-client.ts";

interface Members {
  readonly epoch: string;
  readonly clients: Set<SseClient>;
}

/** Server-sent events: each group gets one chunk, encoded once, written to every client. */
export class SseChannel implements LiveChannel {
  readonly kind = "sse";
  readonly #groups = new Map<string, Members>();

  /** How many clients there are. */
  get size(): number {
    let size = 0;
    for (const { clients } of this.#groups.values()) size += clients.size;
    return size;
  }

  enter({ name, epoch }: LiveGroup, client: SseClient): void {
    const members = this.#groups.get(name) ?? { epoch, clients: new Set() };
    this.#groups.set(name, members);
    members.clients.add(client);
  }

  /** Calling it again does nothing. */
  leave({ name }: LiveGroup, client: SseClient): void {
    const members = this.#groups.get(name);
    members?.clients.delete(client);
    if (members?.clients.size === 0) this.#groups.delete(name);
  }

  broadcast({ name, epoch }: LiveGroup, events: readonly LiveEvent[]): void {
    const members = this.#groups.get(name);
    if (members !== undefined) write(members.clients, Buffer.from(encodeSseEvents(events, epoch)));
  }

  /** Tells every client that it has everything up to `revision`. */
  keepAlive(revision: number): void {
    for (const { epoch, clients } of this.#groups.values()) {
      write(clients, Buffer.from(encodeSseKeepAlive(formatCursor({ epoch, revision }))));
    }
  }

  /** Ends every stream. */
  endAll(): void {
    for (const { clients } of this.#groups.values()) {
      for (const client of clients) client.end();
    }
  }
}

function write(clients: Iterable<SseClient>, chunk: Uint8Array): void {
  for (const client of clients) client.write(chunk);
}
