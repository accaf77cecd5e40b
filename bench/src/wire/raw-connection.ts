import { connect, type Socket } from "node:net";

/** Where a server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Takes what came. The bytes are valid until it returns: one buffer serves all connections. */
export type TakeBytes = (bytes: Buffer) => void;

const READ_BYTES = 64 * 1024;
/** Reading is synchronous, so that all connections of the process can read into the same memory. */
const shared = Buffer.alloc(READ_BYTES);

/** A TCP connection that hands on what comes without copying it. */
export class RawConnection {
  /** Takes what comes from now on. */
  take: TakeBytes;
  /** What ended the connection; `undefined` while it stands. */
  ended: Error | undefined;
  readonly #socket: Socket;

  /** @throws {Error} where nobody listens. */
  static async open(address: Address, take: TakeBytes = () => {}): Promise<RawConnection> {
    const connected = Promise.withResolvers<void>();
    const socket: Socket = connect({
      ...address,
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (size) => {
          connection.take(shared.subarray(0, size));
          return true;
        },
      },
    });
    const connection = new RawConnection(socket, take);
    socket.once("connect", connected.resolve);
    socket.once("error", connected.reject);
    await connected.promise;
    return connection;
  }

  private constructor(socket: Socket, take: TakeBytes) {
    this.#socket = socket;
    this.take = take;
    socket.on("error", (error) => (this.ended ??= error));
    socket.on("close", () => (this.ended ??= new Error("The server closed the connection.")));
  }

  write(bytes: Uint8Array | string): void {
    this.#socket.write(bytes);
  }

  /** Reads nothing more, so that the server finds its way blocked. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.ended ??= new Error("Closed by the load.");
    this.#socket.destroy();
  }
}
