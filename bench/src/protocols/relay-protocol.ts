import { encodeWebSocketFrame } from "../wire/encode-web-socket-frame.ts";
import { openWebSocket } from "../wire/open-web-socket.ts";
import { WebSocketReader } from "../wire/web-socket-reader.ts";
import type { LoadProtocol } from "./load-protocol.ts";

/** A relay: WebSockets in at `/driver` and out at `/live`, nothing else. */
export const relayProtocol: LoadProtocol = {
  openPublisher: (target) => openWebSocket(target, "/driver", () => {}),
  encode: encodeWebSocketFrame,
  openSubscriber: (target, take) => {
    const reader = new WebSocketReader(() => {});
    return openWebSocket(target, "/live", (bytes) => take(bytes, reader.take(bytes)));
  },
};
