import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** Takes over a socket that asks for an upgrade, or refuses it. */
export type HandleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A port that serves upgrades and nothing else. */
export class PortListener {
  readonly #server: Server;

  constructor(handleUpgrade: HandleUpgrade) {
    this.#server = createServer((_request, response) => {
      response.writeHead(426, { upgrade: "websocket", connection: "close" }).end();
    });
    this.#server.on("upgrade", handleUpgrade);
  }

  /** @throws what `node:net` says when the port cannot be had. */
  async listen({
    host,
    port,
  }: {
    readonly host: string;
    readonly port: number;
  }): Promise<{ host: string; port: number }> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, host, () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
    // A server on a TCP port has an address of this form.
    return { host, port: (this.#server.address() as AddressInfo).port };
  }

  /** Takes no more connections; settles when the last one is gone. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      // Plain HTTP connections that were kept alive.
      this.#server.closeAllConnections();
    });
  }
}
