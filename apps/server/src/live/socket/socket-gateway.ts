import type { Server as HttpServer } from "node:http";
import type { Principal, Revocation } from "@hos/access";
import type { Hub } from "@hos/hub";
import { LIMITS } from "@hos/protocol";
import { parseLiveHandshake } from "@hos/protocol/live";
import type { Clock, Logger } from "@hos/runtime";
import { Server } from "socket.io";
import type { ClientPace } from "../../http/client-pace.ts";
import { createErrorBody, toApiFailure } from "../../http/create-error-body.ts";
import { ensureAllowed } from "../../http/ensure-allowed.ts";
import { readBearerToken } from "../../http/read-bearer-token.ts";
import type { ClientAddresses } from "../../net/client-addresses.ts";
import type { OriginPolicy } from "../../net/origin-policy.ts";
import { answerSocketCommand } from "./answer-socket-command.ts";
import { describeAccessEnd } from "../describe-access-end.ts";
import type { LiveAccess } from "../live-access.ts";
import type { LiveFeed } from "../live-feed.ts";
import { createLiveReach } from "../live-reach.ts";
import { boundNewcomers } from "./bound-newcomers.ts";
import { createSocketCodec } from "./create-socket-codec.ts";
import { SocketLink } from "./socket-link.ts";
import type { LiveServer, LiveSocket } from "./socket-types.ts";
import type { StreamWatch } from "../stream-watch.ts";
import { watchSocketBacklog } from "./watch-socket-backlog.ts";

/** What a {@link SocketGateway} needs. */
export interface SocketGatewayOptions {
  readonly feed: LiveFeed;
  readonly access: LiveAccess;
  readonly watch: StreamWatch;
  readonly addresses: ClientAddresses;
  readonly origins: OriginPolicy;
  readonly hub: Pick<Hub, "commands" | "devices">;
  readonly pace: ClientPace;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Bytes of answers and the like that may wait for a client that does not read them. */
  readonly bufferBytes: number;
  /** How long a client may read nothing at all, milliseconds. */
  readonly stallMs: number;
}

const BATCH = createSocketCodec("batch");
const PLAIN = createSocketCodec("plain");
/** How long a connection may take to say who it is, milliseconds. */
const HANDSHAKE_MS = 10_000;

/** The live stream and the commands over Socket.IO, on the default namespace and path. */
export class SocketGateway {
  readonly #options: SocketGatewayOptions;
  readonly #io: LiveServer;

  /** @param server gets the listeners of Socket.IO beside those that it has. */
  constructor(server: HttpServer, options: SocketGatewayOptions) {
    this.#options = options;
    this.#io = new Server(server, {
      serveClient: false,
      destroyUpgrade: false,
      perMessageDeflate: false,
      httpCompression: false,
      // The time of those who have not said who they are is bounded elsewhere.
      connectTimeout: 2 * HANDSHAKE_MS,
      // A ping waits behind what the client has not read yet.
      pingTimeout: options.stallMs,
      maxHttpBufferSize: LIMITS.frameBytes,
      transports: ["websocket", "polling"],
      // The headers that their pages need for polling; without any, none are given.
      ...(options.origins.corsOrigins.length > 0 && { cors: { origin: [...options.origins.corsOrigins] } }),
      allowRequest: ({ headers }, decide) => {
        const fault = options.origins.findFault(headers);
        decide(fault, fault === undefined);
      },
    });
    const { clock, addresses } = options;
    const isKnown = boundNewcomers(this.#io, { clock, addresses, patienceMs: HANDSHAKE_MS });
    this.#io.use((socket, next) => next(this.#greet(socket)));
    this.#io.on("connection", (socket) => {
      isKnown(socket);
      this.#begin(socket);
    });
  }

  /** Ends every connection in a way that makes clients come back. */
  async close(): Promise<void> {
    await this.#io.close();
  }

  #greet(socket: LiveSocket): Error | undefined {
    try {
      socket.data.handshake = parseLiveHandshake(socket.handshake.auth);
      const principal = ensureAllowed(this.#identify(socket), { scope: "devices:read" });
      socket.data.principal = principal;
      // The snapshot is paid for when it was made; who has no time left for one is told so here.
      return this.#options.pace.spend(principal, () => undefined);
    } catch (error) {
      const failure = toApiFailure(error);
      // `data` reaches the client with its connect_error.
      return Object.assign(new Error(failure.message), { data: createErrorBody(failure) });
    }
  }

  #identify({ data, handshake }: LiveSocket): Principal | undefined {
    return this.#options.access.authenticate(data.handshake.token ?? readBearerToken(handshake.headers.authorization));
  }

  /** What is thrown within an event of Socket.IO would end the hub. */
  #begin(socket: LiveSocket): void {
    try {
      this.#options.pace.spend(socket.data.principal, () => this.#serve(socket));
    } catch (error) {
      if (toApiFailure(error).code === "INTERNAL") {
        this.#options.logger.error("A live stream could not begin.", { err: error });
      }
      socket.disconnect(true);
    }
  }

  #serve(socket: LiveSocket): void {
    const { addresses, watch, feed, hub, pace, logger, bufferBytes } = this.#options;
    const { principal } = socket.data;
    const { coalesce, filter, since } = socket.data.handshake;
    const address = addresses.of(socket.request);
    // It may have ended since the greeting, which was in another turn.
    if (this.#identify(socket) !== principal) {
      endAccess(socket, "changed");
      return;
    }
    const codec = coalesce === true ? BATCH : PLAIN;
    const names = { client: principal.name, address, delivery: codec.kind, socket: socket.id };
    const client = { codec, link: new SocketLink(socket), names };
    const leave = feed.join(client, { filter, since, reach: createLiveReach(principal) });
    socket.on("disconnect", leave);
    socket.on(
      "disconnect",
      watch.add(principal, (reason) => endAccess(socket, reason)),
    );
    watchSocketBacklog(socket, bufferBytes, (unsentBytes) => {
      feed.countCut();
      logger.warn("A Socket.IO client does not read its answers and is cut.", { ...names, unsentBytes, bufferBytes });
    });
    socket.on("command", (...args) => void answerSocketCommand(args, { hub, principal, pace, address, logger }));
  }
}

function endAccess(socket: LiveSocket, reason: Revocation["reason"]): void {
  if (reason === "changed") {
    // As if the network had failed: clients come back from that by themselves.
    socket.conn.close(true);
    return;
  }
  socket.emit("UNAUTHORIZED", createErrorBody(describeAccessEnd()));
  socket.disconnect(true);
}
