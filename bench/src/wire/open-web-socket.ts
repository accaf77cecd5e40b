import { randomBytes } from "node:crypto";
import { openHttpStream } from "./open-http-stream.ts";
import type { Address, RawConnection, TakeBytes } from "./raw-connection.ts";

/** Opens a WebSocket and hands on its bytes as they come, heads of frames included. */
export function openWebSocket(address: Address, path: string, take: TakeBytes): Promise<RawConnection> {
  const headers = {
    upgrade: "websocket",
    connection: "Upgrade",
    "sec-websocket-version": "13",
    "sec-websocket-key": randomBytes(16).toString("base64"),
  };
  return openHttpStream(address, { path, headers, status: 101 }, take);
}
