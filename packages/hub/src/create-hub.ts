import { Hub } from "./hub.ts";
import type { HubOptions } from "./hub-options.ts";

/** Creates a hub. Call `start()` before the first driver comes. */
export function createHub(options: HubOptions): Hub {
  return new Hub(options);
}
