import type { Server } from "node:http";
import { type AddressInfo, Server as NetServer, type Socket } from "node:net";
import type { ConnectionCounter } from "./connection-counter.ts";

const SWEEP_INTERVAL_MS = 20;

/** An HTTP server that can be closed for good: it knows every connection, also those that became WebSockets. */
export class HttpListener {
  readonly server: Server;
  readonly #connections = new Set<Socket>();

  /** @param counter bounds the connections of each address. */
  constructor(server: Server, counter: ConnectionCounter) {
    this.server = server;
    server.on("connection", (socket) => {
      this.#connections.add(socket);
      socket.on("close", () => this.#connections.delete(socket));
      counter.admit(socket);
    });
  }

  /** Whether new connections are taken. */
  get listening(): boolean {
    return this.server.listening;
  }

  /** How many connections are open. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /**
   * Begins to listen. @returns where: the port is the real one where 0 was asked for.
   *
   * @param host `undefined`: all addresses of this machine.
   */
  async listen(host: string | undefined, port: number): Promise<AddressInfo> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.server.once("error", reject);
    this.server.listen({ port, ...(host !== undefined && { host }) }, resolve);
    try {
      await promise;
    } finally {
      this.server.off("error", reject);
      this.server.off("listening", resolve);
    }
    return this.#address();
  }

  /**
   * Listens elsewhere on the same port. Open connections stay. Where that cannot be had, it listens where it did, and
   * rejects.
   */
  async move(host: string | undefined): Promise<AddressInfo> {
    const { address, port } = this.#address();
    const listeners = this.server.rawListeners("close") as (() => void)[];
    // The server goes on: nobody who cares is to hear of an end.
    this.server.removeAllListeners("close");
    // That of http would end idle connections too.
    NetServer.prototype.close.call(this.server);
    try {
      return await this.listen(host, port);
    } catch (error) {
      await this.listen(address, port);
      throw error;
    } finally {
      for (const listener of listeners) this.server.on("close", listener);
    }
  }

  /** Takes no more connections. Those that there are stay. */
  stop(): void {
    if (this.server.listening) this.server.close();
    this.server.closeIdleConnections();
  }

  /** Waits until the last connection is gone, and ends by force what is left after `graceMs` milliseconds. */
  async close(graceMs: number): Promise<void> {
    this.stop();
    const waits = [...this.#connections].map(
      (socket) => new Promise<void>((resolve) => void socket.once("close", () => resolve())),
    );
    // A connection becomes idle when its last answer is written, and would then wait for another request.
    const sweep = setInterval(() => this.server.closeIdleConnections(), SWEEP_INTERVAL_MS);
    const deadline = setTimeout(() => this.#destroyAll(), graceMs);
    await Promise.all(waits);
    clearInterval(sweep);
    clearTimeout(deadline);
  }

  #address(): AddressInfo {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new TypeError("The server has no port.");
    return address;
  }

  #destroyAll(): void {
    for (const socket of this.#connections) socket.destroy();
  }
}
