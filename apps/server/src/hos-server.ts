import { createServer as createHttpServer } from "node:http";
import { createHub, DRIVER_PATH, type Hub } from "@hos/hub";
import { ApiFailure } from "@hos/protocol/rest";
import { type Logger, systemClock } from "@hos/runtime";
import { createHttpApp } from "./http/create-http-app.ts";
import { LiveFeed } from "./live/live-feed.ts";
import { SocketGateway } from "./live/socket-gateway.ts";
import { SseGateway } from "./live/sse-gateway.ts";
import { createLogger } from "./logging/create-logger.ts";
import { asksForWebSocket } from "./net/asks-for-web-socket.ts";
import { createRequestListener } from "./net/create-request-listener.ts";
import { createUpgradeListener } from "./net/create-upgrade-listener.ts";
import { formatAuthority } from "./net/format-authority.ts";
import { HttpListener } from "./net/http-listener.ts";
import { refuseRequest } from "./net/refuse-request.ts";
import type { ServerConfig } from "./server-config.ts";
import type { ServerOptions } from "./server-options.ts";
import { SERVER_VERSION } from "./server-version.ts";

/** How long answers and goodbyes that are under way may take when the server stops, milliseconds. */
const CLOSE_GRACE_MS = 1000;

/** Where a server can be reached. */
export interface ServerAddress {
  /** Of REST, Socket.IO and SSE: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Of drivers: `ws://127.0.0.1:8080/driver`. */
  readonly driverUrl: string;
}

/** A hub with everything around it: the driver endpoint, REST, Socket.IO and SSE. */
export class HosServer {
  /** The hub itself, for a program that embeds the server. */
  readonly hub: Hub;
  readonly #config: ServerConfig;
  readonly #logger: Logger;
  readonly #feed: LiveFeed;
  readonly #sse: SseGateway;
  readonly #sockets: SocketGateway;
  readonly #main: HttpListener;
  readonly #drivers: HttpListener | undefined;
  #starting: Promise<ServerAddress> | undefined;
  #closing: Promise<void> | undefined;

  constructor(config: ServerConfig, options: ServerOptions) {
    const logger = options.logger ?? createLogger(config);
    const clock = options.clock ?? systemClock;
    const { clientBufferBytes: bufferBytes } = config;
    this.#config = config;
    this.#logger = logger;
    this.hub = createHub({
      serverVersion: SERVER_VERSION,
      clock,
      logger,
      graceMs: config.graceMs,
      historySize: config.historySize,
      limits: { frameBytes: config.maxFrameBytes, pingIntervalMs: config.pingIntervalMs },
      ...(options.createId !== undefined && { createId: options.createId }),
      ...(options.persistence !== undefined && { persistence: options.persistence }),
    });
    this.#feed = new LiveFeed(this.hub, logger);
    this.#sse = new SseGateway({ feed: this.#feed, source: this.hub, clock, logger, bufferBytes });
    const app = createHttpApp({ hub: this.hub, sse: this.#sse, logger });
    const shared = config.driverPort === config.port;
    this.#main = new HttpListener(
      createHttpServer({ shouldUpgradeCallback: asksForWebSocket }, createRequestListener(app)),
    );
    this.#main.server.on(
      "upgrade",
      createUpgradeListener({ gateway: shared ? this.hub.gateway : undefined, socketIo: true }),
    );
    this.#sockets = new SocketGateway(this.#main.server, {
      feed: this.#feed,
      commands: this.hub.commands,
      logger,
      bufferBytes,
    });
    this.#drivers = shared ? undefined : createDriverListener(this.hub);
  }

  /** Starts the hub and listens. Calling it again gives the same answer. Rejects where a port cannot be had; close it then. */
  start(): Promise<ServerAddress> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  /**
   * Stops: no new connection, commands under way are answered HUB_STOPPING, drivers and live clients are told to come
   * back later. Takes two to three seconds where somebody does not answer. Calling it again gives the same promise.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #start(): Promise<ServerAddress> {
    const { host = "127.0.0.1", port, driverPort } = this.#config;
    await this.hub.start();
    const main = await this.#main.listen(host, port);
    const drivers = (await this.#drivers?.listen(host, driverPort)) ?? main;
    const address = {
      url: `http://${formatAuthority(main)}`,
      driverUrl: `ws://${formatAuthority(drivers)}${DRIVER_PATH}`,
    };
    this.#logger.info("The hub listens on this machine only: it has no access control yet.", { ...address });
    return address;
  }

  async #close(): Promise<void> {
    this.#logger.info("The hub stops.");
    // A start that is under way is waited for, so that nothing opens after the end.
    await this.#starting?.catch(() => undefined);
    this.#main.stop();
    this.#drivers?.stop();
    try {
      await this.hub.close();
    } finally {
      this.#feed.close();
      this.#sse.close();
      // Socket.IO waits for the last connection of the server: together, so that the listener ends those that hang on.
      await Promise.all([
        this.#sockets.close(),
        this.#main.close(CLOSE_GRACE_MS),
        this.#drivers?.close(CLOSE_GRACE_MS),
      ]);
    }
  }
}

/** The driver endpoint where it has a port of its own: nothing else is served there. */
function createDriverListener(hub: Hub): HttpListener {
  const server = createHttpServer((request, response) =>
    refuseRequest(
      response,
      new ApiFailure("NOT_FOUND", `${request.method} ${request.url} is not served on the port of drivers.`),
    ),
  );
  server.on("upgrade", createUpgradeListener({ gateway: hub.gateway, socketIo: false }));
  return new HttpListener(server);
}
