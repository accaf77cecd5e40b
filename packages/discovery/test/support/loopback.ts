import { createSocket } from "node:dgram";
import { once } from "node:events";
import type { DiscoveryOptions } from "@hos/discovery";

/** A network of this test alone: loopback, on a port that nobody else speaks multicast DNS on. */
export async function createLoopback(): Promise<Required<Pick<DiscoveryOptions, "links" | "port">>> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  return { links: () => [{ family: "udp4", interface: "127.0.0.1" }], port };
}

/** The networks of a machine that takes no multicast: an address that is not its own. */
export const noMulticast: Required<Pick<DiscoveryOptions, "links">> = {
  links: () => [{ family: "udp4", interface: "203.0.113.9" }],
};

/** The networks of a machine that does not tell. */
export const noList: Required<Pick<DiscoveryOptions, "links">> = {
  links() {
    throw new Error("uv_interface_addresses: not permitted");
  },
};
