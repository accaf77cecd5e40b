import type { Server as HttpServer } from "node:http";
import type { ActionDispatcher } from "@hos/dispatcher";
import { LIMITS } from "@hos/protocol";
import { parseLiveHandshake } from "@hos/protocol/live";
import type { Logger } from "@hos/runtime";
import { Server } from "socket.io";
import { createErrorBody, toApiFailure } from "../http/create-error-body.ts";
import { findOriginFault } from "../net/find-origin-fault.ts";
import { answerSocketCommand } from "./answer-socket-command.ts";
import type { LiveFeed } from "./live-feed.ts";
import { SocketBatchChannel } from "./socket-batch-channel.ts";
import { SocketClient } from "./socket-client.ts";
import { SocketPlainChannel } from "./socket-plain-channel.ts";
import type { LiveServer, LiveSocket } from "./socket-types.ts";
import { watchSocketBacklog } from "./watch-socket-backlog.ts";

/** What a {@link SocketGateway} needs. */
export interface SocketGatewayOptions {
  readonly feed: LiveFeed;
  readonly commands: ActionDispatcher;
  readonly logger: Logger;
  /** Unsent bytes at which a client is ended. */
  readonly bufferBytes: number;
}

/** The live stream and the commands over Socket.IO, on the default namespace and path. */
export class SocketGateway {
  readonly #options: SocketGatewayOptions;
  readonly #io: LiveServer;
  readonly #plain: SocketPlainChannel;
  readonly #batch: SocketBatchChannel;

  /** @param server gets the listeners of Socket.IO beside those that it has. */
  constructor(server: HttpServer, options: SocketGatewayOptions) {
    this.#options = options;
    this.#io = new Server(server, {
      serveClient: false,
      destroyUpgrade: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: LIMITS.frameBytes,
      transports: ["websocket", "polling"],
      allowRequest: ({ headers }, decide) => {
        const fault = findOriginFault(headers);
        decide(fault, fault === undefined);
      },
    });
    this.#plain = new SocketPlainChannel(this.#io);
    this.#batch = new SocketBatchChannel(this.#io);
    this.#io.use((socket, next) => next(this.#greet(socket)));
    this.#io.on("connection", (socket) => this.#serve(socket));
  }

  /** Ends every connection in a way that makes clients come back. */
  async close(): Promise<void> {
    await this.#io.close();
  }

  #greet(socket: LiveSocket): Error | undefined {
    try {
      socket.data.handshake = parseLiveHandshake(socket.handshake.auth);
      return undefined;
    } catch (error) {
      const failure = toApiFailure(error);
      // `data` reaches the client with its connect_error.
      return Object.assign(new Error(failure.message), { data: createErrorBody(failure) });
    }
  }

  #serve(socket: LiveSocket): void {
    const { feed, commands, logger, bufferBytes } = this.#options;
    const { coalesce, filter, since } = socket.data.handshake;
    const { address } = socket.handshake;
    const client = new SocketClient(socket, coalesce === true ? this.#batch : this.#plain);
    const leave = feed.join(client, { filter, since });
    socket.on("disconnect", leave);
    watchSocketBacklog(socket, bufferBytes, (unsentBytes) =>
      logger.warn("A Socket.IO client does not keep up and is ended.", {
        address,
        socket: socket.id,
        unsentBytes,
        bufferBytes,
      }),
    );
    socket.on("command", (...args) => void answerSocketCommand(args, { commands, address, logger }));
  }
}
