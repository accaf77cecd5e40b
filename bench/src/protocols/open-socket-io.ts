import { encodeWebSocketFrame } from "../wire/encode-web-socket-frame.ts";
import { openWebSocket } from "../wire/open-web-socket.ts";
import type { RawConnection } from "../wire/raw-connection.ts";
import { TextWatch } from "../wire/text-watch.ts";
import { WebSocketReader } from "../wire/web-socket-reader.ts";
import type { TakeDelivery, Target } from "./load-protocol.ts";

const PATH = "/socket.io/?EIO=4&transport=websocket";
const PING = "2".charCodeAt(0);
const PONG = encodeWebSocketFrame("3").bytes;

/** What a Socket.IO connection is opened with. */
export interface SocketIoOpening {
  /** `auth` of the handshake. */
  readonly auth?: object;
  /** What the server says when the client will get everything. @default the answer to the handshake */
  readonly readyText?: string;
}

/** Opens a WebSocket, speaks the handshakes of engine.io 4 and Socket.IO 5, and answers pings. */
export async function openSocketIo(
  target: Target,
  { auth = {}, readyText = "40{" }: SocketIoOpening,
  take: TakeDelivery,
): Promise<RawConnection> {
  const watch = new TextWatch();
  const opened = watch.find('0{"sid"');
  const reader = new WebSocketReader((_opcode, payload) => {
    if (payload[0] === PING) connection.write(PONG);
  });
  const connection = await openWebSocket(target, PATH, (bytes) => {
    watch.take(bytes);
    take(bytes, reader.take(bytes));
  });
  await opened;
  const ready = watch.find(readyText);
  connection.write(encodeWebSocketFrame(`40${JSON.stringify(auth)}`).bytes);
  await ready;
  return connection;
}
