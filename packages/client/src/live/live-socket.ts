import type { Batch, Conflated, Hello, LiveHandshake, Snapshot } from "@hos/protocol/live";
import { API_ERROR_STATUS } from "@hos/protocol/rest";
import { Manager, type Socket } from "socket.io-client";
import { ApiClientError } from "../errors/api-client-error.ts";
import { ConnectionError } from "../errors/connection-error.ts";
import type { HubAddress } from "../hub-address.ts";
import { readApiError } from "../rest/read-api-error.ts";

/** What one connection of the live stream tells. Nothing is called within `openLiveSocket` or after `close()`. */
export interface LiveSocketListener {
  hello(hello: Hello): void;
  snapshot(snapshot: Snapshot): void;
  batch(batch: Batch): void;
  conflated(conflated: Conflated): void;
  /** Called once, when the connection failed, was refused (an `ApiClientError`) or ended; not after `close()`. */
  ended(error: ApiClientError | ConnectionError): void;
}

/** One connection of the live stream. */
export interface LiveSocket {
  close(): void;
}

/** Where and how to open a connection of the live stream. */
export interface LiveSocketOptions {
  readonly address: HubAddress;
  /** Asked for when the connection stands, so that cursor and token are the newest. */
  readonly handshake: () => LiveHandshake | Promise<LiveHandshake>;
}

interface HubEvents {
  HELLO: (hello: Hello) => void;
  SNAPSHOT: (snapshot: Snapshot) => void;
  BATCH: (batch: Batch) => void;
  CONFLATED: (conflated: Conflated) => void;
  UNAUTHORIZED: (error: unknown) => void;
}

/** Opens one connection: it is never used again after its end, and a new attempt is a new connection. */
export function openLiveSocket(options: LiveSocketOptions, listener: LiveSocketListener): LiveSocket {
  const { origin, prefix } = options.address;
  const manager = new Manager(origin, {
    path: `${prefix}/socket.io`,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    // The stream has its own schedule, with the clock and the randomness that it was given.
    reconnection: false,
    autoConnect: false,
  });
  const socket: Socket<HubEvents> = manager.socket("/", { auth: (send) => void introduce(send) });
  let closed = false;
  const close = (): void => {
    closed = true;
    socket.off();
    socket.disconnect();
  };
  const end = (error: ApiClientError | ConnectionError): void => {
    close();
    listener.ended(error);
  };
  const introduce = async (send: (handshake: LiveHandshake) => void): Promise<void> => {
    try {
      const handshake = await options.handshake();
      if (!closed) send(handshake);
    } catch (fault) {
      if (!closed) end(toConnectionError(fault));
    }
  };
  socket.on("HELLO", (hello) => listener.hello(hello));
  socket.on("SNAPSHOT", (snapshot) => listener.snapshot(snapshot));
  socket.on("BATCH", (batch) => listener.batch(batch));
  socket.on("CONFLATED", (conflated) => listener.conflated(conflated));
  socket.on("UNAUTHORIZED", (body) => {
    const refusal = readApiError(body);
    if (refusal !== undefined) end(new ApiClientError(refusal, API_ERROR_STATUS.UNAUTHORIZED));
  });
  socket.on("connect_error", (cause) => end(explain(cause, origin)));
  socket.on("disconnect", (reason) => {
    end(new ConnectionError("CONNECTION_FAILED", `The live stream of ${origin} ended: ${reason}.`));
  });
  socket.connect();
  return { close };
}

function toConnectionError(fault: unknown): ConnectionError {
  if (fault instanceof ConnectionError) return fault;
  return new ConnectionError("CONNECTION_FAILED", "The handshake of the live stream failed.", { cause: fault });
}

function explain(cause: Error & { data?: unknown }, origin: string): ApiClientError | ConnectionError {
  const refusal = readApiError(cause.data);
  if (refusal === undefined) {
    return new ConnectionError("CONNECTION_FAILED", `No live stream of ${origin}: ${cause.message}.`, { cause });
  }
  const statuses: Readonly<Record<string, number>> = API_ERROR_STATUS;
  return new ApiClientError(refusal, statuses[refusal.code] ?? 500);
}
