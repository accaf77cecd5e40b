import type { Logger } from "@hos/runtime";
import type { ServerConfig } from "../server-config.ts";
import type { ConnectionCounter } from "./connection-counter.ts";
import type { HttpListener } from "./http-listener.ts";
import { isLoopbackHost } from "./is-loopback-host.ts";
import { createServerAddress, type ServerAddress } from "./server-address.ts";
import { reloadTls } from "./tls-credentials.ts";

const THIS_MACHINE = "127.0.0.1";

/** What {@link HubListeners} are made of. */
export interface HubListenersOptions {
  readonly config: Pick<ServerConfig, "driverPort" | "host" | "port" | "tls">;
  readonly logger: Logger;
  /** Serves everything, or everything but drivers. */
  readonly main: HttpListener;
  /** Serves drivers, where they have a port of their own. */
  readonly drivers: HttpListener | undefined;
  /** Counts the connections of both. */
  readonly counter: Pick<ConnectionCounter, "refused">;
  /** Where the network reaches it. @default all addresses of this machine */
  readonly network?: string;
}

/**
 * Where a hub listens. Without HOS_HOST it can be reached from this machine only until it is set up, and from the network
 * from then on.
 */
export class HubListeners {
  readonly #options: HubListenersOptions;
  readonly #all: readonly HttpListener[];
  #moving: Promise<void> | undefined;
  #stopped = false;

  constructor(options: HubListenersOptions) {
    this.#options = options;
    this.#all = options.drivers === undefined ? [options.main] : [options.main, options.drivers];
  }

  /** Whether new connections are taken on every port. */
  get listening(): boolean {
    return this.#all.every((listener) => listener.listening);
  }

  /** How many connections are open, WebSockets and others. */
  get connectionCount(): number {
    return this.#all.reduce((sum, listener) => sum + listener.connectionCount, 0);
  }

  /** How many connections were refused because their address had too many. */
  get refusedConnections(): number {
    return this.#options.counter.refused;
  }

  /** Begins to listen. Rejects where a port cannot be had. @param setUp whether the hub has somebody who may log in. */
  async open({ setUp }: { readonly setUp: boolean }): Promise<ServerAddress> {
    const { config, main, drivers, network } = this.#options;
    const host = config.host ?? (setUp ? network : THIS_MACHINE);
    const mainAddress = await main.listen(host, config.port);
    const driverAddress = (await drivers?.listen(host, config.driverPort)) ?? mainAddress;
    const reach = (config.host === undefined ? setUp : !isLoopbackHost(config.host)) ? "network" : "machine";
    return createServerAddress({ main: mainAddress, drivers: driverAddress }, { tls: config.tls !== undefined, reach });
  }

  /** The hub is set up now: listens on all addresses, unless HOS_HOST names one. Open connections stay. Never rejects. */
  openToNetwork(): Promise<void> {
    if (this.#options.config.host !== undefined) return Promise.resolve();
    this.#moving ??= this.#move();
    return this.#moving;
  }

  /** Uses what the files of certificate and key hold now. Where they cannot be used, goes on with what it has, and logs. */
  reloadTls(): void {
    const { config, logger } = this.#options;
    if (config.tls === undefined) return;
    try {
      reloadTls(
        this.#all.map(({ server }) => server),
        config.tls,
      );
      logger.info("The certificate was read again.", { ...config.tls });
    } catch (error) {
      logger.error("The new certificate cannot be used; the old one stays.", { err: error });
    }
  }

  /** Takes no more connections. Those that there are stay. */
  stop(): void {
    this.#stopped = true;
    for (const listener of this.#all) listener.stop();
  }

  /** Waits until the last connection is gone, and ends by force what is left after `graceMs` milliseconds. */
  async close(graceMs: number): Promise<void> {
    // What begins to listen while it is waited for would not be stopped.
    await this.#moving;
    this.stop();
    await Promise.all(this.#all.map((listener) => listener.close(graceMs)));
  }

  async #move(): Promise<void> {
    const { logger, network } = this.#options;
    for (const listener of this.#all) {
      if (this.#stopped) return;
      try {
        const { address, port } = await listener.move(network);
        // At a level that is shown by default everywhere: who set up a hub on one machine has to learn of it.
        logger.warn("The hub is set up: it can be reached from the network now.", { address, port });
      } catch (error) {
        logger.error("The hub could not listen on all addresses; restart it.", { err: error });
      }
    }
  }
}
