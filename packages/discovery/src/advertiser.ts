import { hostname } from "node:os";
import { type CancelTimer, type Clock, type Logger, silentLogger, systemClock } from "@hos/runtime";
import type { DiscoveryOptions } from "./discovery-options.ts";
import { HUB_SERVICE_TYPE, type HubRecord } from "./hub-service.ts";
import { listMulticastLinks, type MulticastLink } from "./net/multicast-link.ts";
import { MDNS_PORT } from "./net/open-multicast-socket.ts";
import { openResponder, type Responder } from "./net/open-responder.ts";

/** What a hub tells the network. */
export interface Advertisement {
  /** As people see it, unique on the network. @default "HOS on attic", with the port where it is not 8080 */
  readonly name?: string;
  /** Port of REST and the live stream. */
  readonly port: number;
  readonly txt?: HubRecord;
}

// Cables are plugged in and leases change; nobody waits for this.
const LOOK_AGAIN_MS = 30_000;
const GOODBYE_MS = 500;
const USUAL_PORT = 8080;

/** Tells every network of a hub until it is closed. Nothing that a network does makes it throw or reject. */
export class Advertiser implements AsyncDisposable {
  /** Resolves when every network that takes multicast was told, the first time. */
  readonly ready: Promise<void>;
  readonly #advertisement: Advertisement;
  readonly #links: () => readonly MulticastLink[];
  readonly #port: number;
  readonly #logger: Logger;
  readonly #clock: Clock;
  #responders: readonly Responder[] = [];
  #told = "";
  #work: Promise<void>;
  #cancel: CancelTimer | undefined;
  #closing: Promise<void> | undefined;

  constructor(advertisement: Advertisement, options: DiscoveryOptions) {
    this.#advertisement = advertisement;
    this.#links = options.links ?? listMulticastLinks;
    this.#port = options.port ?? MDNS_PORT;
    this.#logger = options.logger ?? silentLogger;
    this.#clock = options.clock ?? systemClock;
    this.#work = this.#tell();
    this.ready = this.#work;
  }

  /** Says goodbye, so that nobody looks for the hub until its record is too old, and leaves no handle. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #tell(): Promise<void> {
    try {
      await this.#tellNetworks();
    } catch (error) {
      this.#logger.warn("The networks of this machine cannot be listed: nobody finds this hub by mDNS.", {
        err: error,
      });
    }
    if (this.#closing !== undefined) return;
    this.#cancel = this.#clock.setTimeout(() => {
      this.#work = this.#tell();
    }, LOOK_AGAIN_MS);
  }

  async #tellNetworks(): Promise<void> {
    const links = this.#links();
    const networks = JSON.stringify(links);
    if (networks === this.#told) return;
    await this.#endAll();
    this.#told = networks;
    const opened = await Promise.all(links.map((link) => this.#open(link)));
    this.#responders = opened.filter((responder) => responder !== undefined);
    if (this.#responders.length === 0) this.#logger.warn("No network takes multicast: nobody finds this hub by mDNS.");
  }

  async #open(link: MulticastLink): Promise<Responder | undefined> {
    try {
      const responder = await openResponder(link, { port: this.#port, logger: this.#logger });
      responder.dnsSd.publish({
        name: this.#advertisement.name ?? defaultName(this.#advertisement.port),
        type: HUB_SERVICE_TYPE,
        port: this.#advertisement.port,
        txt: { ...this.#advertisement.txt },
        host: `${shortHostName()}.local`,
        // Asking for the name first would find ourselves on a machine that is on one network twice.
        probe: false,
      });
      return responder;
    } catch (error) {
      this.#logger.debug("A network does not take multicast.", { link: link.interface, err: error });
      return undefined;
    }
  }

  async #close(): Promise<void> {
    await this.#work;
    this.#cancel?.();
    await this.#endAll();
  }

  async #endAll(): Promise<void> {
    const ending = this.#responders;
    this.#responders = [];
    await Promise.all(ending.map((responder) => this.#end(responder)));
  }

  async #end(responder: Responder): Promise<void> {
    const said = Promise.withResolvers<void>();
    const cancel = this.#clock.setTimeout(said.resolve, GOODBYE_MS);
    responder.dnsSd.unpublishAll(said.resolve);
    await said.promise;
    cancel();
    await responder.close();
  }
}

// Two hubs on one machine are two names.
function defaultName(port: number): string {
  return port === USUAL_PORT ? `HOS on ${shortHostName()}` : `HOS on ${shortHostName()}, port ${port}`;
}

function shortHostName(): string {
  return hostname().split(".")[0] || "hos";
}
