import type { LiveClient, LiveGroup, Opening } from "./live-channel.ts";
import type { SocketChannel } from "./socket-channel.ts";
import type { LiveSocket } from "./socket-types.ts";

/** A client of the live stream over Socket.IO. */
export class SocketClient implements LiveClient {
  readonly channel: SocketChannel;
  readonly #socket: LiveSocket;

  constructor(socket: LiveSocket, channel: SocketChannel) {
    this.#socket = socket;
    this.channel = channel;
  }

  open(opening: Opening, group: LiveGroup): void {
    this.#socket.emit("HELLO", opening.hello);
    if ("missed" in opening) this.channel.send(this.#socket, opening.missed);
    else this.#socket.emit("SNAPSHOT", opening.snapshot);
    // The adapter in memory joins at once; its promise is that of adapters on a network.
    void this.#socket.join(group.name);
  }
}
