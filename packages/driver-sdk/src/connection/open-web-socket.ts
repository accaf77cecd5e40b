import { type RawData, WebSocket } from "ws";
import type { HubSocket, HubSocketListener, OpenSocket } from "./hub-socket.ts";

/** The frames of a hub are small; the largest lists the devices of a big home. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/** Opens a real WebSocket. The library answers the pings of the hub by itself. */
export const openWebSocket: OpenSocket = (url, listener) => {
  const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES });
  return new WebSocketAdapter(socket, listener);
};

class WebSocketAdapter implements HubSocket {
  readonly #socket: WebSocket;
  #listener: HubSocketListener | undefined;
  #failure = "";

  constructor(socket: WebSocket, listener: HubSocketListener) {
    this.#socket = socket;
    this.#listener = listener;
    socket.on("open", () => this.#listener?.opened());
    socket.on("message", (data) => this.#listener?.received(toText(data)));
    socket.on("ping", () => this.#listener?.alive());
    socket.on("pong", () => this.#listener?.alive());
    socket.on("unexpected-response", (_, { statusCode = 0 }) => {
      this.#failure = describeStatus(statusCode);
      socket.terminate();
    });
    socket.on("error", (error) => {
      this.#failure ||= describe(error);
    });
    socket.on("close", (code, reason) => {
      const told = this.#listener;
      this.#listener = undefined;
      told?.closed(code, reason.length > 0 ? reason.toString() : this.#failure);
    });
  }

  get writable(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(text: string): void {
    this.#socket.send(text, this.#flushed);
  }

  ping(): void {
    // A socket that is closing cannot ping, and need not: its end is on the way.
    if (this.writable) this.#socket.ping();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#listener = undefined;
    this.#socket.terminate();
  }

  readonly #flushed = (): void => {
    this.#listener?.flushed();
  };
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}

function describeStatus(status: number): string {
  const advice = status === 404 ? ": the path of wsUrl is that of the hub's driver endpoint, /driver" : "";
  return `It was answered with HTTP ${status}${advice}.`;
}

// Where a name has several addresses, the error that sums up the attempts has a code and no message.
function describe(error: Error): string {
  return error.message === "" && "code" in error ? String(error.code) : error.message;
}
