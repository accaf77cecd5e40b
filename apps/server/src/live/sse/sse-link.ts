import type { ServerResponse } from "node:http";
import type { LiveLink } from "../delivery/live-link.ts";
import type { Parcel } from "../delivery/parcel.ts";
import { countPendingBytes, whenTaken } from "../delivery/raw-socket.ts";

/**
 * The way to a client of server-sent events, whose response has sent its head.
 *
 * Where the body is chunked, the chunks are made once for all clients and go straight to the connection. To a client of
 * HTTP/1.0, which knows no chunks, the response itself writes the text.
 */
export class SseLink implements LiveLink {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get idle(): boolean {
    return (this.#response.socket?.writableLength ?? 0) === 0;
  }

  get pendingBytes(): number {
    const { socket } = this.#response;
    return socket === null ? 0 : countPendingBytes(socket);
  }

  send(parcel: Parcel): void {
    const { socket, chunkedEncoding, writableEnded } = this.#response;
    if (socket === null || writableEnded || socket.destroyed) return;
    if (chunkedEncoding) socket.write(parcel.wire);
    else this.#response.write(parcel.pieces.join(""));
  }

  whenIdle(listener: () => void): void {
    const { socket } = this.#response;
    if (socket !== null) whenTaken(socket, () => (this.idle ? listener() : this.whenIdle(listener)));
  }

  cut(): void {
    this.#response.destroy();
  }
}
