import type { LiveEvent } from "@hos/protocol/live";
import type { LiveGroup } from "./live-channel.ts";
import type { SocketChannel } from "./socket-channel.ts";
import type { LiveServer, LiveSocket } from "./socket-types.ts";

/** All events of a turn as one BATCH, for clients with `coalesce: true`. */
export class SocketBatchChannel implements SocketChannel {
  readonly kind = "batch";
  readonly #io: LiveServer;

  constructor(io: LiveServer) {
    this.#io = io;
  }

  broadcast(group: LiveGroup, events: readonly LiveEvent[]): void {
    this.#io.to(group.name).emit("BATCH", events);
  }

  send(socket: LiveSocket, events: readonly LiveEvent[]): void {
    if (events.length > 0) socket.emit("BATCH", events);
  }
}
