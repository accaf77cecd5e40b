import type { Principal } from "@hos/access";
import type { Hello, LiveEvent, LiveHandshake, Snapshot } from "@hos/protocol/live";
import type { ApiError } from "@hos/protocol/rest";
import type { DefaultEventsMap, Server, Socket } from "socket.io";

/** Events of a client. What it sends is not checked yet. */
export interface ClientEvents {
  command: (...args: unknown[]) => void;
}

/** Events for a client: each live event under its own name, or all of a turn as BATCH. */
export type ServerEvents = {
  [Name in LiveEvent["event"]]: (event: LiveEvent) => void;
} & {
  HELLO: (hello: Hello) => void;
  SNAPSHOT: (snapshot: Snapshot) => void;
  BATCH: (events: readonly LiveEvent[]) => void;
  /** The credential is void; the connection ends after it. */
  UNAUTHORIZED: (error: ApiError) => void;
};

/** What the server keeps of a socket. */
export interface SocketData {
  handshake: LiveHandshake;
  /** Somebody who may read devices. */
  principal: Principal;
}

/** The Socket.IO server of a hub. */
export type LiveServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

/** A Socket.IO client of a hub. */
export type LiveSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
