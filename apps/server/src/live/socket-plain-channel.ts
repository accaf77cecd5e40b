import type { LiveEvent } from "@hos/protocol/live";
import type { LiveGroup } from "./live-channel.ts";
import type { SocketChannel } from "./socket-channel.ts";
import type { LiveServer, LiveSocket } from "./socket-types.ts";

/** Each event on its own, under its name. */
export class SocketPlainChannel implements SocketChannel {
  readonly kind = "plain";
  readonly #io: LiveServer;

  constructor(io: LiveServer) {
    this.#io = io;
  }

  broadcast(group: LiveGroup, events: readonly LiveEvent[]): void {
    const room = this.#io.to(group.name);
    for (const event of events) room.emit(event.event, event);
  }

  send(socket: LiveSocket, events: readonly LiveEvent[]): void {
    for (const event of events) socket.emit(event.event, event);
  }
}
