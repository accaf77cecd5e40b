import type { LoadProtocol } from "./load-protocol.ts";
import { openSocketIo } from "./open-socket-io.ts";
import { relayProtocol } from "./relay-protocol.ts";

/** A relay whose clients speak Socket.IO. */
export const socketIoRelayProtocol: LoadProtocol = {
  ...relayProtocol,
  openSubscriber: (target, take) => openSocketIo(target, {}, take),
};
