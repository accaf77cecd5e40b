import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { MulticastLink } from "./multicast-link.ts";

/** The port of multicast DNS, RFC 6762. */
export const MDNS_PORT = 5353;

/** The groups of multicast DNS, RFC 6762 section 3. */
export const MDNS_GROUPS = { udp4: "224.0.0.251", udp6: "ff02::fb" } as const;

// RFC 6762 section 11: a packet of another hop limit was not sent on this link.
const HOP_LIMIT = 255;

/**
 * Opens a socket that hears and speaks multicast DNS on one link. Others on this machine may have the port as well.
 *
 * @throws the system's error when the link does not take it; nothing stays open.
 */
export async function openMulticastSocket(link: MulticastLink, port: number): Promise<Socket> {
  const socket = createSocket({
    type: link.family,
    reuseAddr: true,
    ...(link.family === "udp6" && { ipv6Only: true }),
  });
  try {
    socket.bind(port);
    await once(socket, "listening");
    socket.addMembership(MDNS_GROUPS[link.family], link.interface);
    socket.setMulticastInterface(link.interface);
    socket.setMulticastTTL(HOP_LIMIT);
    // Others on this machine look for the hub too.
    socket.setMulticastLoopback(true);
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}
