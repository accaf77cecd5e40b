import type { Socket } from "node:net";
import type { LiveSocket } from "./socket-types.ts";

/** What engine.io 6 and ws 8 keep to themselves of a connection. */
interface EngineInternals {
  readonly writeBuffer?: readonly unknown[];
  readonly transport: {
    readonly name: string;
    readonly socket?: { readonly _socket?: Socket; readonly extensions?: string };
  };
}

/** How many packets engine.io holds back until its transport can take them. */
export function countHeldPackets({ conn }: LiveSocket): number {
  return (conn as unknown as EngineInternals).writeBuffer?.length ?? 0;
}

/**
 * The TCP connection below the WebSocket of a client, so that frames that are made once for many clients can be written
 * with one system call each.
 *
 * @returns `undefined` while the client is on another transport, where frames would have to be compressed, and where
 * engine.io or ws are not built as expected. Packets go through engine.io then.
 */
export function findRawSocket({ conn }: LiveSocket): Socket | undefined {
  const { transport, writeBuffer } = conn as unknown as EngineInternals;
  if (transport.name !== "websocket" || writeBuffer === undefined || transport.socket?.extensions !== "")
    return undefined;
  return transport.socket._socket;
}
