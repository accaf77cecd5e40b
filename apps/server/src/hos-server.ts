import type { AccessControl } from "@hos/access";
import type { Home } from "@hos/home";
import type { Hub } from "@hos/hub";
import { type ClientSide, createClientSide } from "./compose/create-client-side.ts";
import type { ServerParts } from "./compose/server-parts.ts";
import type { HubListeners } from "./net/hub-listeners.ts";
import { NetworkAnnouncer } from "./net/network-announcer.ts";
import type { ServerAddress } from "./net/server-address.ts";

/** How long answers and goodbyes that are under way may take when the server stops, milliseconds. */
const CLOSE_GRACE_MS = 1000;

/** A hub with everything around it: storage, people, the driver endpoint, REST, Socket.IO and SSE. */
export class HosServer {
  /** The hub itself, for a program that embeds the server. */
  readonly hub: Hub;
  /** Who gets in. */
  readonly access: AccessControl;
  /** What people configured. */
  readonly home: Home;
  /** Where it listens. */
  readonly listeners: HubListeners;
  readonly #parts: ServerParts;
  readonly #clients: ClientSide;
  readonly #announcer: NetworkAnnouncer;
  #starting: Promise<ServerAddress> | undefined;
  #closing: Promise<void> | undefined;

  /** `createServer` makes it. @throws {ConfigError} when certificate and key cannot be used. */
  constructor(parts: ServerParts) {
    this.hub = parts.hub;
    this.access = parts.access;
    this.home = parts.home;
    this.#parts = parts;
    this.#clients = createClientSide(parts);
    this.listeners = this.#clients.listeners;
    this.#announcer = new NetworkAnnouncer({
      enabled: parts.config.mdns,
      logger: parts.logger.child({ component: "discovery" }),
    });
  }

  /**
   * Starts the hub and listens. Calling it again gives the same answer. Close it where it rejects.
   *
   * @throws {StorageError} {StoreError} {ApiFailure} and what `listen` of Node throws; `explainStartFault` knows them.
   */
  start(): Promise<ServerAddress> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  /**
   * Stops: no new connection, commands under way are answered HUB_STOPPING, drivers and live clients are told to come
   * back later, and what is not stored yet is. Takes two to three seconds where somebody does not answer. Calling it
   * again gives the same promise.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #start(): Promise<ServerAddress> {
    const { access, config, gate, home, hub, logger } = this.#parts;
    if (config.driverAuth === "open") {
      logger.warn("HOS_DRIVER_AUTH=open: whoever reaches this hub can be a driver and take over what drivers do.");
    }
    await access.start();
    gate.start();
    await hub.start();
    hub.devices.leaveLostSpaces(home.spaces.has);
    access.onSetUp(() => void this.#openToNetwork());
    const address = await this.listeners.open({ setUp: !access.setupRequired });
    logger.info("The hub listens.", { ...address });
    access.onSetupCode((code) => {
      // Within the sentence, since fields of this kind are taken out of the log. It is void once it was used.
      logger.warn(`Nobody can log in yet: set the hub up at ${address.url}/v1/os/setup with the code ${code}.`);
    });
    this.#announcer.announce(address);
    return address;
  }

  async #openToNetwork(): Promise<void> {
    // An address that the settings name stays what it is.
    if (this.#parts.config.host !== undefined) return;
    await this.listeners.openToNetwork();
    const address = await this.#starting;
    if (address !== undefined && this.#closing === undefined)
      this.#announcer.announce({ ...address, reach: "network" });
  }

  async #close(): Promise<void> {
    const { access, hub, logger, storage, store } = this.#parts;
    const { feed, metrics, sockets, sse, watch } = this.#clients;
    logger.info("The hub stops.");
    // A start that is under way is waited for, so that nothing opens after the end.
    await this.#starting?.catch(() => undefined);
    this.listeners.stop();
    try {
      await Promise.all([hub.close(), this.#announcer.close()]);
    } finally {
      feed.close();
      sse.close();
      watch.close();
      metrics.close();
      // Socket.IO waits for the last connection of the server: together, so that the listener ends those that hang on.
      await Promise.all([sockets.close(), this.listeners.close(CLOSE_GRACE_MS)]);
      // Now nobody is left who could ask for anything to be stored.
      await access.close();
      await store.close();
      await storage.close();
    }
  }
}
