import type { Socket as TcpSocket } from "node:net";
import type { LiveLink } from "../delivery/live-link.ts";
import type { Parcel } from "../delivery/parcel.ts";
import { countPendingBytes, whenTaken } from "../delivery/raw-socket.ts";
import type { LiveSocket } from "./socket-types.ts";
import { countHeldPackets, findRawSocket } from "./find-raw-socket.ts";

/**
 * The way to a client over Socket.IO.
 *
 * On a WebSocket that has nothing held back by engine.io, frames go straight to the TCP connection: engine.io writes its
 * own there at once as well, so that the order holds. Everywhere else they are packets like any other.
 */
export class SocketLink implements LiveLink {
  readonly #socket: LiveSocket;
  #raw: TcpSocket | undefined;

  constructor(socket: LiveSocket) {
    this.#socket = socket;
  }

  get idle(): boolean {
    return countHeldPackets(this.#socket) === 0 && (this.#findRaw()?.writableLength ?? 0) === 0;
  }

  get pendingBytes(): number {
    const raw = this.#findRaw();
    return countHeldPackets(this.#socket) + (raw === undefined ? 0 : countPendingBytes(raw));
  }

  send(parcel: Parcel): void {
    const { conn } = this.#socket;
    if (conn.readyState !== "open") return;
    const raw = this.#findRaw();
    if (raw !== undefined && countHeldPackets(this.#socket) === 0) raw.write(parcel.wire);
    else for (const packet of parcel.pieces) conn.write(packet);
  }

  whenIdle(listener: () => void): void {
    const { conn } = this.#socket;
    const raw = this.#findRaw();
    const look = () => (this.idle ? listener() : this.whenIdle(listener));
    // What engine.io holds back it writes in one go, and says so.
    if (countHeldPackets(this.#socket) > 0) conn.once("drain", look);
    else if (raw === undefined) queueMicrotask(look);
    else whenTaken(raw, look);
  }

  cut(): void {
    this.#socket.conn.close(true);
  }

  /** A client may come over polling and go over to a WebSocket, but never back. */
  #findRaw(): TcpSocket | undefined {
    this.#raw ??= findRawSocket(this.#socket);
    return this.#raw;
  }
}
