import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Hello, LiveEvent, LiveHandshake, Snapshot } from "@hos/protocol/live";
import { Emitter } from "@hos/runtime";
import { Server, type Socket } from "socket.io";
import { within } from "./next-event.ts";

/** A connection as the hub sees it. */
export interface HubSide {
  readonly handshake: LiveHandshake;
  /** `websocket` or `polling`. */
  readonly transport: string;
  hello(hello: Hello): void;
  /** HELLO and SNAPSHOT, as a hub begins. */
  snapshot(snapshot: Snapshot): void;
  batch(events: readonly LiveEvent[]): void;
  conflated(devices: number): void;
  /** The token is void: says so and ends the connection, as a hub does. */
  unauthorized(): void;
  disconnect(): void;
}

interface FakeLiveHubOptions {
  /** @default any that is free */
  readonly port?: number;
  readonly path?: string;
  /** @default both */
  readonly transports?: readonly ("websocket" | "polling")[];
  /** What the next handshakes are refused with. */
  readonly refuseWith?: object;
}

/** The live stream of a hub, on a real socket, that does what the test says. */
export class FakeLiveHub {
  readonly #http: HttpServer;
  readonly #io: Server;
  readonly #events = new Emitter<{ connection: HubSide; disconnection: undefined }>((fault) => {
    throw fault;
  });
  readonly connections: HubSide[] = [];
  refuseWith: object | undefined;

  private constructor(options: FakeLiveHubOptions) {
    this.refuseWith = options.refuseWith;
    this.#http = createServer((_request, response) => response.writeHead(404).end());
    this.#io = new Server(this.#http, {
      path: options.path ?? "/socket.io",
      transports: [...(options.transports ?? ["websocket", "polling"])],
      serveClient: false,
    });
    this.#io.use((_socket, next) => {
      next(this.refuseWith === undefined ? undefined : Object.assign(new Error("refused"), { data: this.refuseWith }));
    });
    this.#io.on("connection", (socket) => {
      const side = createHubSide(socket);
      this.connections.push(side);
      socket.on("disconnect", () => this.#events.emit("disconnection", undefined));
      this.#events.emit("connection", side);
    });
  }

  static async listen(options: FakeLiveHubOptions = {}): Promise<FakeLiveHub> {
    const hub = new FakeLiveHub(options);
    await new Promise<void>((resolve, reject) => {
      hub.#http.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
    });
    return hub;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The next connection. Ask before it can come. */
  connection(deadlineMs?: number): Promise<HubSide> {
    return within("a connection", (resolve) => this.#events.on("connection", resolve), deadlineMs);
  }

  /** The next end of a connection. Ask before it can come. */
  disconnection(): Promise<undefined> {
    return within("the end of a connection", (resolve) => this.#events.on("disconnection", resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#io.close();
  }
}

function createHubSide(socket: Socket): HubSide {
  return {
    handshake: socket.handshake.auth,
    transport: socket.conn.transport.name,
    hello: (hello) => socket.emit("HELLO", hello),
    snapshot(snapshot) {
      socket.emit("HELLO", { epoch: snapshot.epoch, revision: snapshot.revision, mode: "snapshot" });
      socket.emit("SNAPSHOT", snapshot);
    },
    batch: (events) => socket.emit("BATCH", events),
    conflated: (devices) => socket.emit("CONFLATED", { devices }),
    unauthorized() {
      socket.emit("UNAUTHORIZED", { ok: false, code: "UNAUTHORIZED", error: "The token was revoked.", details: [] });
      socket.disconnect(true);
    },
    disconnect: () => socket.disconnect(true),
  };
}
