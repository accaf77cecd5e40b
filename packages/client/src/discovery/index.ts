export { type DiscoverHubOptions, discoverHub } from "./discover-hub.ts";
