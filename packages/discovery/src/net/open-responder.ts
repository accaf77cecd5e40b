import type { Logger } from "@hos/runtime";
import Bonjour from "bonjour-service";
import type { MulticastLink } from "./multicast-link.ts";
import { MDNS_GROUPS, openMulticastSocket } from "./open-multicast-socket.ts";

/** Where to open a responder, and whom to tell of its troubles. */
export interface ResponderOptions {
  readonly port: number;
  readonly logger: Logger;
}

/** Speaks DNS-SD on one link, until {@link close}. */
export interface Responder {
  readonly dnsSd: Bonjour;
  close(): Promise<void>;
}

/**
 * Opens a responder on one link. What goes wrong on the network afterwards is logged and harms nobody.
 *
 * @throws the system's error when the link does not take multicast.
 */
export async function openResponder(link: MulticastLink, { port, logger }: ResponderOptions): Promise<Responder> {
  const socket = await openMulticastSocket(link, port);
  const complain = (error: unknown) =>
    logger.debug("A multicast packet was not sent.", { link: link.interface, err: error });
  // The library takes a socket that is already bound: it cannot throw at us what it would meet at binding.
  const options = { socket, port, bind: false, multicast: false, type: link.family, ip: MDNS_GROUPS[link.family] };
  const dnsSd = new Bonjour({ ...options, interface: link.interface } as object, complain);
  const closed = new Promise<void>((resolve) => socket.once("close", resolve));
  return {
    dnsSd,
    close() {
      dnsSd.destroy();
      return closed;
    },
  };
}
