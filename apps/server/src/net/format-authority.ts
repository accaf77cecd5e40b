import type { AddressInfo } from "node:net";

/** An address as it stands in a URL of this machine: `127.0.0.1:8080`, `[::1]:8080`. All addresses include the first one. */
export function formatAuthority({ address, port, family }: AddressInfo): string {
  if (address === "0.0.0.0" || address === "::") return `127.0.0.1:${port}`;
  return family === "IPv6" ? `[${address}]:${port}` : `${address}:${port}`;
}
