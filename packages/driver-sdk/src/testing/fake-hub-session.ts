import {
  type DriverIdentity,
  type DriverFrame,
  createErrorFrame,
  isProtocolError,
  parseDriverFrame,
  type ProtocolError,
} from "@hos/protocol";
import { WebSocket } from "ws";

/** What a {@link FakeHubSession} tells its hub. */
export interface FakeHubSessionListener {
  frame(session: FakeHubSession, frame: DriverFrame): void;
  rejected(error: ProtocolError): void;
  pinged(): void;
  closed(session: FakeHubSession, code: number): void;
}

/** One driver's socket on a `FakeHub`. */
export class FakeHubSession {
  readonly #socket: WebSocket;
  readonly #listener: FakeHubSessionListener;
  readonly #whenClosed = Promise.withResolvers<void>();
  #isSilent = false;
  /** Set when the driver has registered. */
  identity: DriverIdentity | undefined;

  constructor(socket: WebSocket, listener: FakeHubSessionListener) {
    this.#socket = socket;
    this.#listener = listener;
    socket.on("message", (data) => this.#received(String(data as Buffer)));
    socket.on("ping", (data) => {
      listener.pinged();
      if (!this.#isSilent) socket.pong(data);
    });
    // A driver that drops its socket in a test is no fault of the hub.
    socket.on("error", () => {});
    socket.on("close", (code) => {
      this.#whenClosed.resolve();
      listener.closed(this, code);
    });
  }

  send(frame: object): void {
    this.sendText(JSON.stringify(frame));
  }

  sendText(text: string): void {
    if (!this.#isSilent && this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  reject(error: ProtocolError): void {
    this.#listener.rejected(error);
    this.send(createErrorFrame(error));
  }

  /** From now on nothing is answered and nothing is listened to, while the socket stays. */
  silence(): void {
    this.#isSilent = true;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(code: number, reason: string): Promise<void> {
    this.#socket.resume();
    this.#socket.close(code, reason);
    return this.#whenClosed.promise;
  }

  terminate(): Promise<void> {
    this.#socket.resume();
    this.#socket.terminate();
    return this.#whenClosed.promise;
  }

  #received(text: string): void {
    if (this.#isSilent) return;
    try {
      this.#listener.frame(this, parseDriverFrame(text));
    } catch (error) {
      if (!isProtocolError(error)) throw error;
      this.reject(error);
    }
  }
}
