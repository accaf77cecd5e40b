import type { AddressInfo } from "node:net";

/** An address as it stands in a URL: `127.0.0.1:8080`, `[::1]:8080`. */
export function formatAuthority({ address, port, family }: AddressInfo): string {
  return family === "IPv6" ? `[${address}]:${port}` : `${address}:${port}`;
}
