import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** A TCP connection to a hub on which anything may be written. */
export class RawSocket implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #chunks: Buffer[] = [];
  #closed = false;
  #heardAt = performance.now();

  static async open(port: number): Promise<RawSocket> {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    await once(socket, "connect");
    return new RawSocket(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#heardAt = performance.now();
    });
    // A connection that breaks closes too.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#closed = true;
    });
  }

  /** Whether the hub, or the network, ended it. */
  get closed(): boolean {
    return this.#closed;
  }

  /** All that came. */
  get received(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  write(bytes: Buffer | string): void {
    if (!this.#socket.writable) return;
    this.#socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  }

  /** Says that nothing more comes from here. */
  end(): void {
    this.#socket.end();
  }

  /** Waits until it is closed, or nothing came for `quietMs`, or `found` says that it is enough. At most `maxMs`. */
  async settle(options: {
    readonly quietMs: number;
    readonly maxMs: number;
    readonly found?: (received: Buffer) => boolean;
  }): Promise<void> {
    const { quietMs, maxMs, found = () => false } = options;
    const endAt = performance.now() + maxMs;
    this.#heardAt = performance.now();
    while (!this.#closed && performance.now() < endAt) {
      if (found(this.received) || performance.now() - this.#heardAt > quietMs) return;
      await wait(POLL_MS);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    const closed = once(this.#socket, "close");
    this.#socket.destroy();
    await closed;
  }
}

const POLL_MS = 1;
