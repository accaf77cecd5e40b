import { networkInterfaces, platform } from "node:os";

/** One way out of this machine: an interface and an IP family, as a multicast socket names them. */
export interface MulticastLink {
  readonly family: "udp4" | "udp6";
  /** What `addMembership` and `setMulticastInterface` take: an address, or `::%eth0`. */
  readonly interface: string;
}

/** What {@link listMulticastLinks} reads; `os.networkInterfaces` is one. */
export type ReadInterfaces = typeof networkInterfaces;

/** Every network that this machine is on, loopback aside. A link-local IPv6 address is what multicast needs. */
export function listMulticastLinks(read: ReadInterfaces = networkInterfaces): readonly MulticastLink[] {
  const links: MulticastLink[] = [];
  for (const [name, addresses = []] of Object.entries(read())) {
    const outside = addresses.filter(({ internal }) => !internal);
    const ipv4 = outside.find(({ family }) => family === "IPv4");
    const ipv6 = outside.find(({ family, address }) => family === "IPv6" && address.startsWith("fe80:"));
    if (ipv4 !== undefined) links.push({ family: "udp4", interface: ipv4.address });
    if (ipv6 !== undefined) links.push({ family: "udp6", interface: `::%${zoneOf(name, ipv6)}` });
  }
  return links;
}

function zoneOf(name: string, address: { readonly scopeid?: number }): string {
  return platform() === "win32" ? String(address.scopeid ?? 0) : name;
}
