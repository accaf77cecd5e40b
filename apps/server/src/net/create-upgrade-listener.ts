import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { DRIVER_PATH, type Hub } from "@hos/hub";
import { ApiFailure } from "@hos/protocol/rest";
import type { NetPolicy } from "./net-policy.ts";
import { refuseUpgrade } from "./refuse-request.ts";

const SOCKET_IO_PATH = "/socket.io/";

/** Listener of the `upgrade` event of a Node HTTP server. */
export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** What answers requests to become a WebSocket. */
export interface UpgradeTargets {
  readonly gateway: Pick<Hub["gateway"], "handleUpgrade"> | undefined;
  /** Whether Socket.IO listens on the same server and answers for its own path. */
  readonly socketIo: boolean;
  readonly policy: NetPolicy;
}

/** Makes the listener that hands WebSockets to whom they belong and refuses the rest. */
export function createUpgradeListener({ gateway, socketIo, policy }: UpgradeTargets): UpgradeListener {
  return (request, socket, head) => {
    const [path = ""] = (request.url ?? "").split("?", 1);
    if (socketIo && path.startsWith(SOCKET_IO_PATH)) return;
    // Pages of other sites that were allowed are clients, never drivers.
    const fault = policy.origins.findFault(request.headers, "own");
    if (fault !== undefined) {
      refuseUpgrade(socket, new ApiFailure("ORIGIN_NOT_ALLOWED", fault));
    } else if (gateway !== undefined && path === DRIVER_PATH) {
      gateway.handleUpgrade(request, socket, head);
    } else {
      refuseUpgrade(socket, new ApiFailure("NOT_FOUND", `There is no WebSocket at ${path}.`));
    }
  };
}
