import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import { ApiFailure } from "@hos/protocol/rest";
import { type Clock, isLoopbackAddress, sourceOfAddress } from "@hos/runtime";
import type { ClientAddresses } from "../../net/client-addresses.ts";
import { refuseRequest } from "../../net/refuse-request.ts";
import type { LiveServer, LiveSocket } from "./socket-types.ts";
import { type Newcomer, Newcomers } from "./newcomers.ts";

/** What a client may send before it has said who it is, bytes: a handshake with a filter of some thousand names. */
const MAX_BYTES = 256 * 1024;
const MAX_NEWCOMERS = 1024;
const MAX_PER_SOURCE = 64;

/** What Engine.IO 6 keeps of a connection. */
interface EngineConnection extends Newcomer {
  readonly request: IncomingMessage;
  readonly transport: EngineTransport;
  on(event: "upgrading", listener: (transport: EngineTransport) => void): unknown;
}

interface EngineTransport {
  /** Of a WebSocket. */
  readonly socket?: { readonly _socket?: TcpSocket };
}

/** What {@link boundNewcomers} needs. */
export interface BoundNewcomersOptions {
  readonly clock: Clock;
  readonly addresses: ClientAddresses;
  /** How long a connection may take to say who it is, milliseconds. */
  readonly patienceMs: number;
}

/**
 * Bounds the connections of a Socket.IO server that have not said who they are: their number, in all and of one address,
 * their time and what they send.
 *
 * @returns is to be told of every connection that has said who it is.
 */
export function boundNewcomers(io: LiveServer, options: BoundNewcomersOptions): (socket: LiveSocket) => void {
  const { clock, addresses, patienceMs } = options;
  const newcomers = new Newcomers({ clock, patienceMs, capacity: MAX_NEWCOMERS, perSource: MAX_PER_SOURCE });
  io.engine.on("connection", (connection: EngineConnection) => {
    const count = (transport: EngineTransport) => limitBytes(transport.socket?._socket, { newcomers, connection });
    newcomers.enter(connection, toSource(addresses.of(connection.request)));
    count(connection.transport);
    connection.on("upgrading", count);
  });
  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    if (isShort(request) || !newcomers.has(readId(request))) next();
    else refuseRequest(response, tooLarge());
  });
  // It is one of those above; the type of Socket.IO keeps that to itself.
  return ({ conn }) => newcomers.leave(conn as unknown as EngineConnection);
}

function toSource(address: string | undefined): string | undefined {
  return address === undefined || isLoopbackAddress(address) ? undefined : sourceOfAddress(address);
}

/** Cuts a connection that sends too much before it is known. */
function limitBytes(
  raw: TcpSocket | undefined,
  { newcomers, connection }: { readonly newcomers: Newcomers; readonly connection: Newcomer },
): void {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    if (!newcomers.has(connection.id)) {
      raw?.off("data", count);
      return;
    }
    bytes += chunk.length;
    if (bytes > MAX_BYTES) raw?.destroy();
  };
  raw?.on("data", count);
}

/** The id of the connection that a request of polling belongs to. */
function readId({ url = "" }: IncomingMessage): string {
  return new URLSearchParams(url.slice(url.indexOf("?") + 1)).get("sid") ?? "";
}

function isShort({ method, headers }: IncomingMessage): boolean {
  return method !== "POST" || Number(headers["content-length"] ?? Number.POSITIVE_INFINITY) <= MAX_BYTES;
}

function tooLarge(): ApiFailure {
  return new ApiFailure("BODY_TOO_LARGE", "The body is too large.", {
    details: [
      `Say who you are first; until then the body may have ${MAX_BYTES} bytes, and has to say how many it has.`,
    ],
  });
}
