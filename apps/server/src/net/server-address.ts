import type { AddressInfo } from "node:net";
import { DRIVER_PATH } from "@hos/hub";
import { formatAuthority } from "./format-authority.ts";

/** Where a server can be reached. */
export interface ServerAddress {
  /** Of REST, Socket.IO and SSE: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Of drivers: `ws://127.0.0.1:8080/driver`. */
  readonly driverUrl: string;
  /** Who can reach it: programs on this machine only, or others on the network as well. */
  readonly reach: "machine" | "network";
}

/** Where a server can be reached that listens at `main` and `drivers`. */
export function createServerAddress(
  { main, drivers }: { readonly main: AddressInfo; readonly drivers: AddressInfo },
  { tls, reach }: { readonly tls: boolean; readonly reach: ServerAddress["reach"] },
): ServerAddress {
  const secure = tls ? "s" : "";
  return {
    url: `http${secure}://${formatAuthority(main)}`,
    driverUrl: `ws${secure}://${formatAuthority(drivers)}${DRIVER_PATH}`,
    reach,
  };
}
