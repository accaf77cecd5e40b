import { type Advertisement, type Advertiser, advertise } from "@hos/discovery";
import type { Logger } from "@hos/runtime";
import { SERVER_VERSION } from "../server-version.ts";
import type { ServerAddress } from "./server-address.ts";

/** What a {@link NetworkAnnouncer} is made of. */
export interface NetworkAnnouncerOptions {
  /** `false`: the networks are never told. */
  readonly enabled: boolean;
  readonly logger: Logger;
  /** @default that of `@hos/discovery` */
  readonly advertise?: (
    advertisement: Advertisement,
    options: { readonly logger: Logger },
  ) => Pick<Advertiser, "close">;
}

/** Tells the local networks where the hub is, from the moment on that they can reach it. Never throws or rejects. */
export class NetworkAnnouncer {
  readonly #options: NetworkAnnouncerOptions;
  #advertiser: Pick<Advertiser, "close"> | undefined;
  #closed = false;

  constructor(options: NetworkAnnouncerOptions) {
    this.#options = options;
  }

  /** The hub listens there. Only the first call that says `network` tells anything. */
  announce({ url, driverUrl, reach }: ServerAddress): void {
    const { enabled, logger } = this.#options;
    if (!enabled || this.#closed || this.#advertiser !== undefined || reach === "machine") return;
    const main = new URL(url);
    const drivers = new URL(driverUrl);
    const port = portOf(main);
    const driverPort = portOf(drivers);
    this.#advertiser = (this.#options.advertise ?? advertise)(
      {
        port,
        txt: {
          version: SERVER_VERSION,
          tls: main.protocol === "https:" ? "1" : "0",
          driver: drivers.pathname,
          ...(driverPort !== port && { driverPort: String(driverPort) }),
        },
      },
      { logger },
    );
  }

  /** Says goodbye. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#advertiser?.close();
  }
}

// A URL leaves out the usual port of its scheme.
function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" || protocol === "wss:" ? 443 : 80;
}
