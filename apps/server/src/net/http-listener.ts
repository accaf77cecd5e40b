import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const SWEEP_INTERVAL_MS = 20;

/** An HTTP server that can be closed for good: it knows every connection, also those that became WebSockets. */
export class HttpListener {
  readonly server: Server;
  readonly #connections = new Set<Socket>();

  constructor(server: Server) {
    this.server = server;
    // These bound how long a client may take to send a request. No limit is on the answer, which may be a stream.
    server.headersTimeout = HEADERS_TIMEOUT_MS;
    server.requestTimeout = REQUEST_TIMEOUT_MS;
    server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
    server.on("connection", (socket) => {
      this.#connections.add(socket);
      socket.on("close", () => this.#connections.delete(socket));
    });
  }

  /** Begins to listen. @returns where: the port is the real one where 0 was asked for. */
  async listen(host: string, port: number): Promise<AddressInfo> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.server.once("error", reject);
    this.server.listen({ host, port }, resolve);
    await promise;
    this.server.off("error", reject);
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new TypeError("The server has no port.");
    return address;
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

  #destroyAll(): void {
    for (const socket of this.#connections) socket.destroy();
  }
}
