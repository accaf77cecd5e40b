import { createHub, type Hub } from "@hos/hub";
import { type Logger, systemClock } from "@hos/runtime";
import { createHttpApp } from "./http/create-http-app.ts";
import { createOpenAccess } from "./live/open-access.ts";
import { LiveFeed } from "./live/live-feed.ts";
import { SocketGateway } from "./live/socket-gateway.ts";
import { SseGateway } from "./live/sse-gateway.ts";
import { StreamWatch } from "./live/stream-watch.ts";
import { createLogger } from "./logging/create-logger.ts";
import { createHubListeners } from "./net/create-hub-listeners.ts";
import type { HubListeners } from "./net/hub-listeners.ts";
import { createNetPolicy } from "./net/net-policy.ts";
import type { ServerAddress } from "./net/server-address.ts";
import type { ServerConfig } from "./server-config.ts";
import type { ServerOptions } from "./server-options.ts";
import { SERVER_VERSION } from "./server-version.ts";

/** How long answers and goodbyes that are under way may take when the server stops, milliseconds. */
const CLOSE_GRACE_MS = 1000;

/** A hub with everything around it: the driver endpoint, REST, Socket.IO and SSE. */
export class HosServer {
  /** The hub itself, for a program that embeds the server. */
  readonly hub: Hub;
  /** Where it listens. */
  readonly listeners: HubListeners;
  readonly #logger: Logger;
  readonly #feed: LiveFeed;
  readonly #sse: SseGateway;
  readonly #watch: StreamWatch;
  readonly #sockets: SocketGateway;
  #starting: Promise<ServerAddress> | undefined;
  #closing: Promise<void> | undefined;

  constructor(config: ServerConfig, options: ServerOptions) {
    const logger = options.logger ?? createLogger(config);
    const clock = options.clock ?? systemClock;
    const access = options.access ?? createOpenAccess();
    const { clientBufferBytes: bufferBytes } = config;
    const policy = createNetPolicy(config);
    this.#logger = logger;
    this.hub = createHub({
      serverVersion: SERVER_VERSION,
      clock,
      logger,
      graceMs: config.graceMs,
      historySize: config.historySize,
      addressOf: (request) => policy.addresses.of(request) ?? null,
      limits: { ...config.driverLimits, frameBytes: config.maxFrameBytes, pingIntervalMs: config.pingIntervalMs },
      ...(options.createId !== undefined && { createId: options.createId }),
      ...(options.persistence !== undefined && { persistence: options.persistence }),
    });
    this.#watch = new StreamWatch(access);
    this.#feed = new LiveFeed(this.hub, logger);
    this.#sse = new SseGateway({ feed: this.#feed, watch: this.#watch, clock, logger, bufferBytes });
    const app = createHttpApp({ hub: this.hub, access, sse: this.#sse, logger });
    const { gateway } = this.hub;
    const { listeners, server } = createHubListeners({ config, policy, logger, app, gateway });
    this.listeners = listeners;
    this.#sockets = new SocketGateway(server, {
      feed: this.#feed,
      access,
      watch: this.#watch,
      origins: policy.origins,
      hub: this.hub,
      logger,
      bufferBytes,
    });
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
    await this.hub.start();
    const address = await this.listeners.open({ setUp: false });
    this.#logger.info("The hub listens.", { ...address });
    return address;
  }

  async #close(): Promise<void> {
    this.#logger.info("The hub stops.");
    // A start that is under way is waited for, so that nothing opens after the end.
    await this.#starting?.catch(() => undefined);
    this.listeners.stop();
    try {
      await this.hub.close();
    } finally {
      this.#feed.close();
      this.#sse.close();
      this.#watch.close();
      // Socket.IO waits for the last connection of the server: together, so that the listener ends those that hang on.
      await Promise.all([this.#sockets.close(), this.listeners.close(CLOSE_GRACE_MS)]);
    }
  }
}
