import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * A network between a process and the server that can be lost: frozen, its sockets stay open and nothing passes any
 * more, in either direction, not even an end.
 */
export class FreezableProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #swallowed: Buffer[] = [];
  #frozen = false;

  /** Listens on a free port of 127.0.0.1. */
  static async start(targetPort: number): Promise<FreezableProxy> {
    const proxy = new FreezableProxy(targetPort);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  private constructor(targetPort: number) {
    this.#server = createServer({ allowHalfOpen: true }, (near) => {
      const far = connect({ port: targetPort, host: "127.0.0.1", allowHalfOpen: true });
      this.#join(near, far, () => undefined);
      this.#join(far, near, (data) => this.#swallowed.push(data));
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** What the server sent since the network froze. */
  get swallowed(): Buffer {
    return Buffer.concat(this.#swallowed);
  }

  freeze(): void {
    this.#frozen = true;
  }

  /** New connections pass again; those that were frozen are cut. */
  heal(): void {
    this.cut();
    this.#frozen = false;
  }

  /** Ends every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.cut();
    await closed;
  }

  #join(from: Socket, to: Socket, swallow: (data: Buffer) => void): void {
    this.#sockets.add(from);
    from.on("data", (data: Buffer) => {
      if (this.#frozen) swallow(data);
      else to.write(data);
    });
    from.on("end", () => {
      if (!this.#frozen) to.end();
    });
    // A connection that breaks ends with "close".
    from.on("error", () => undefined);
    from.on("close", () => {
      this.#sockets.delete(from);
      if (!this.#frozen) to.destroy();
    });
  }
}
