import {
  type DriverIdentity,
  type DriverFrame,
  createErrorFrame,
  isProtocolError,
  parseDriverFrame,
  type ProtocolError,
} from "@hos/protocol";

/** What a {@link FakeHubSession} tells its hub. */
export interface FakeHubSessionListener {
  frame(session: FakeHubSession, frame: DriverFrame): void;
  rejected(error: ProtocolError): void;
  pinged(): void;
  closed(session: FakeHubSession, code: number): void;
}

/** What a session needs of the socket of the library. */
export interface FakeHubSocket {
  readonly readyState: number;
  on(event: string, listener: (...told: never[]) => void): unknown;
  send(text: string): void;
  pong(data: Buffer): void;
  pause(): void;
  resume(): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

/** `readyState` of a WebSocket that takes frames. */
const OPEN = 1;

/** One driver's socket on a `FakeHub`. */
export class FakeHubSession {
  readonly #socket: FakeHubSocket;
  readonly #listener: FakeHubSessionListener;
  readonly #whenClosed = Promise.withResolvers<void>();
  #isSilent = false;
  /** Set when the driver has registered. */
  identity: DriverIdentity | undefined;

  constructor(socket: FakeHubSocket, listener: FakeHubSessionListener) {
    this.#socket = socket;
    this.#listener = listener;
    socket.on("message", (data: Buffer) => this.#received(data.toString()));
    socket.on("ping", (data: Buffer) => {
      listener.pinged();
      if (!this.#isSilent) socket.pong(data);
    });
    // A driver that drops its socket in a test is no fault of the hub.
    socket.on("error", () => {});
    socket.on("close", (code: number) => {
      this.#whenClosed.resolve();
      listener.closed(this, code);
    });
  }

  send(frame: object): void {
    this.sendText(JSON.stringify(frame));
  }

  sendText(text: string): void {
    if (!this.#isSilent && this.#socket.readyState === OPEN) this.#socket.send(text);
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
