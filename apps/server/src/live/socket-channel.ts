import type { LiveEvent } from "@hos/protocol/live";
import type { LiveChannel } from "./live-channel.ts";
import type { LiveSocket } from "./socket-types.ts";

/** A way of delivery over Socket.IO. Its groups are rooms: a broadcast to a room is encoded once. */
export interface SocketChannel extends LiveChannel {
  /** Sends events to one client, as its group gets them. */
  send(socket: LiveSocket, events: readonly LiveEvent[]): void;
}
