// A hub that wants to be found.
export { advertise } from "./advertise.ts";
export type { Advertisement, Advertiser } from "./advertiser.ts";
export type { HubRecord } from "./hub-service.ts";

// A program that looks for one.
export { discover, type DiscoverOptions } from "./discover.ts";
export { findHub, type FindHubOptions, type HubSearch } from "./find-hub.ts";
export type { FoundHub } from "./hub-service.ts";

// What both may be given.
export type { DiscoveryOptions } from "./discovery-options.ts";
export type { MulticastLink } from "./net/multicast-link.ts";
