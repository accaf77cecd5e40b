import { type Advertisement, Advertiser } from "./advertiser.ts";
import type { DiscoveryOptions } from "./discovery-options.ts";

/**
 * Makes a hub known on the local networks as `_hos._tcp`, until it is closed.
 *
 * Never throws for what a network does: a machine without multicast runs the hub all the same, and the log says why.
 *
 * @example
 * await using advertiser = advertise({ port: 8080, txt: { version: "1.0.0" } });
 */
export function advertise(advertisement: Advertisement, options: DiscoveryOptions = {}): Advertiser {
  return new Advertiser(advertisement, options);
}
