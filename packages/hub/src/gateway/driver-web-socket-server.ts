import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type Action, CLOSE_CODES, type DriverIdentity, formatDriverIdentity } from "@hos/protocol";
import type { Clock, CreateId, Logger } from "@hos/runtime";
import { type WebSocket, WebSocketServer } from "ws";
import type { HubLimits } from "../hub-limits.ts";
import { DriverSession, type SessionHost } from "../session/driver-session.ts";
import { SESSION_END_REASONS, type SessionEnd } from "../session/session-state.ts";
import { TurnCounter } from "../session/turn-counter.ts";
import type { GatewayPorts } from "./gateway-ports.ts";
import { refuseUpgrade } from "./refuse-upgrade.ts";
import { describeClose, describeFault } from "./socket-end.ts";

/** The path of the driver endpoint (protocol v1, "Transport"). */
export const DRIVER_PATH = "/driver";

/** What a {@link DriverWebSocketServer} needs. */
export interface DriverWebSocketServerOptions {
  /** The version that CONNECTED tells. */
  readonly serverVersion: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly createId: CreateId;
  readonly limits: HubLimits;
  /** Where a driver connects from; `null` where that is not known. */
  readonly addressOf: (request: IncomingMessage) => string | null;
}

/**
 * The endpoint of the drivers: one {@link DriverSession} a socket, and at most one registered session a driver.
 *
 * It serves either the upgrade requests of an HTTP server that somebody else owns, or a port of its own.
 */
export class DriverWebSocketServer {
  readonly #options: DriverWebSocketServerOptions;
  readonly #sockets: WebSocketServer;
  readonly #turns = new TurnCounter();
  readonly #host: SessionHost;
  readonly #sessions = new Set<DriverSession>();
  readonly #registered = new Map<string, DriverSession>();
  #listener: Server | undefined;
  #closing: Promise<void> | undefined;
  #tellEmpty: (() => void) | undefined;

  constructor(ports: GatewayPorts, options: DriverWebSocketServerOptions) {
    this.#options = options;
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: options.limits.frameBytes,
    });
    this.#host = {
      ...options,
      ports,
      turns: this.#turns,
      claim: (session, driver) => this.#claim(session, driver),
      ended: (session, driver, end) => this.#ended(session, { driver, end }),
      gone: (session) => this.#gone(session),
    };
  }

  /** How many sockets are open, registered or not. */
  get sessionCount(): number {
    return this.#sessions.size;
  }

  /**
   * Takes over a socket whose request asks for an upgrade, or refuses it: 404 for another path, 503 when the hub stops
   * or has too many sessions. For the `upgrade` event of a `node:http` server.
   */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.#refusalOf(request);
    if (refusal !== undefined) {
      refuseUpgrade(socket, refusal);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#open(webSocket, request));
  }

  /**
   * Listens on a port of its own, which serves nothing else; port 0 takes a free one.
   *
   * @throws what `node:net` says when the port cannot be had; TypeError when it listens already or is closed.
   */
  async listen(address: { readonly host: string; readonly port: number }): Promise<{ host: string; port: number }> {
    if (this.#closing !== undefined) throw new TypeError("The gateway is closed; create a new hub.");
    if (this.#listener !== undefined) throw new TypeError("The gateway listens already.");
    const listener = createServer((_request, response) => {
      response.writeHead(426, { upgrade: "websocket", connection: "close" }).end();
    });
    listener.on("upgrade", (request, socket, head) => this.handleUpgrade(request, socket, head));
    this.#listener = listener;
    try {
      await startListening(listener, address);
    } catch (fault) {
      this.#listener = undefined;
      throw fault;
    }
    // A server on a TCP port has an address of this form.
    return { host: address.host, port: (listener.address() as AddressInfo).port };
  }

  /** Sends a command to the session of `driver`. `false`: it has none that could take it. */
  sendAction(driver: DriverIdentity, action: Action): boolean {
    return this.#registered.get(formatDriverIdentity(driver))?.sendAction(action) ?? false;
  }

  /**
   * Ends every session, with 1001, or 1012 where the hub restarts, cuts those that do not answer in time, and stops
   * listening. Idempotent.
   */
  close({ restarting = false }: { readonly restarting?: boolean } = {}): Promise<void> {
    this.#closing ??= this.#shutDown(restarting);
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #shutDown(restarting: boolean): Promise<void> {
    const listener = this.#listener;
    const listenerClosed = listener === undefined ? undefined : stopListening(listener);
    const end: SessionEnd = restarting
      ? { code: CLOSE_CODES.SERVICE_RESTART, reason: SESSION_END_REASONS.HUB_RESTARTING }
      : { code: CLOSE_CODES.GOING_AWAY, reason: SESSION_END_REASONS.HUB_STOPPING };
    for (const session of this.#sessions) session.close(end);
    // Each session cuts its socket after `closeTimeoutMs`, so that this ends.
    await new Promise<void>((resolve) => {
      this.#tellEmpty = resolve;
      if (this.#sessions.size === 0) resolve();
    });
    await listenerClosed;
  }

  #refusalOf({ url = "" }: IncomingMessage): number | undefined {
    const [path] = url.split("?", 1);
    if (path !== DRIVER_PATH) return 404;
    const full = this.#sessions.size >= this.#options.limits.sessions;
    return full || this.#closing !== undefined ? 503 : undefined;
  }

  #open(webSocket: WebSocket, request: IncomingMessage): void {
    const session = new DriverSession(webSocket, this.#host, {
      id: this.#options.createId(),
      address: this.#options.addressOf(request),
    });
    this.#sessions.add(session);
    // With the default binaryType a message is one Buffer.
    webSocket.on("message", (data, isBinary) => session.receive(data as Buffer, isBinary));
    webSocket.on("pong", () => session.alive());
    webSocket.on("error", (fault) => session.inputFailed(describeFault(fault)));
    webSocket.on("close", (code) => session.socketClosed(describeClose(code)));
  }

  #claim(session: DriverSession, driver: DriverIdentity): void {
    const key = formatDriverIdentity(driver);
    const older = this.#registered.get(key);
    this.#registered.set(key, session);
    older?.close({ code: CLOSE_CODES.REPLACED, reason: SESSION_END_REASONS.REPLACED });
  }

  #ended(session: DriverSession, { driver, end }: { driver: DriverIdentity; end: SessionEnd }): void {
    const key = formatDriverIdentity(driver);
    const replaced = this.#registered.get(key) !== session;
    if (!replaced) this.#registered.delete(key);
    try {
      this.#host.ports.ended({ driver, sessionId: session.id, end, replaced });
    } catch (fault) {
      this.#options.logger.error("The end of a session could not be handled.", { ...driver, err: fault });
    }
  }

  #gone(session: DriverSession): void {
    this.#sessions.delete(session);
    if (this.#sessions.size === 0) this.#tellEmpty?.();
  }
}

function startListening(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Plain HTTP connections that were kept alive.
    server.closeAllConnections();
  });
}
