import type { Hello, LiveEvent, Snapshot } from "@hos/protocol/live";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { ROOT_TOKEN } from "./root-token.ts";
import { until } from "./until.ts";

/** One frame of a live stream: its name and what it carried. */
export interface Received {
  readonly name: string;
  readonly data: unknown;
}

/** A live client over Socket.IO that keeps all it gets, in order. */
export interface TestSocket extends Disposable {
  readonly socket: Socket;
  readonly received: Received[];
  /** Waits for a frame of that name. */
  next(name: string): Promise<Received>;
  /** Waits for the first argument of an event of the connection itself. */
  once(event: "connect_error" | "disconnect"): Promise<unknown>;
  readonly hello: Hello | undefined;
  readonly snapshot: Snapshot | undefined;
  /** Live events, out of batches too. */
  readonly events: readonly LiveEvent[];
}

/** `token`: @default that of the admin; `undefined` sends none */
type Auth = Readonly<Record<string, unknown>>;
type Options = Partial<ManagerOptions & SocketOptions>;

export function openSocket(url: string, auth: Auth = {}, options: Options = {}): TestSocket {
  const socket = io(url, {
    auth: { token: ROOT_TOKEN, ...auth },
    forceNew: true,
    reconnection: false,
    transports: ["websocket"],
    ...options,
  });
  const received: Received[] = [];
  socket.onAny((name: string, data: unknown) => received.push({ name, data }));
  const find = (name: string) => received.find((frame) => frame.name === name);
  return {
    socket,
    received,
    once: (event) => new Promise((resolve) => void socket.once(event, (reason: unknown) => resolve(reason))),
    next: (name) => until(name, () => find(name)),
    get hello() {
      return find("HELLO")?.data as Hello | undefined;
    },
    get snapshot() {
      return find("SNAPSHOT")?.data as Snapshot | undefined;
    },
    get events() {
      return received
        .filter(({ name }) => name !== "HELLO" && name !== "SNAPSHOT")
        .flatMap(({ name, data }) => (name === "BATCH" ? (data as LiveEvent[]) : [data as LiveEvent]));
    },
    [Symbol.dispose]: () => void socket.disconnect(),
  };
}
