import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type Action, CLOSE_CODES, type DriverIdentity } from "@hos/protocol";
import { type Clock, type CreateId, type Logger, normalizeAddress } from "@hos/runtime";
import { type WebSocket, WebSocketServer } from "ws";
import type { HubLimits } from "../hub-limits.ts";
import { DriverSession } from "../session/driver-session.ts";
import type { SessionHost } from "../session/session-host.ts";
import { SESSION_END_REASONS, type SessionEnd, type SessionState } from "../session/session-state.ts";
import { TurnCork } from "../session/turn-cork.ts";
import { TurnCounter } from "../session/turn-counter.ts";
import { admitEverybody, type DriverAdmission } from "./driver-admission.ts";
import type { GatewayPorts } from "./gateway-ports.ts";
import { PortListener } from "./port-listener.ts";
import { readBearer } from "./read-bearer.ts";
import { RefusalLedger } from "./refusal-ledger.ts";
import { refuseUpgrade } from "./refuse-upgrade.ts";
import { SessionTable } from "./session-table.ts";
import { describeClose, describeFault } from "./socket-end.ts";

/** The path of the driver endpoint (protocol v1, "Transport"). */
export const DRIVER_PATH = "/driver";

/** What a {@link DriverWebSocketServer} needs. */
export interface DriverWebSocketServerOptions {
  /** The version that CONNECTED tells. */
  readonly serverVersion: string;
  readonly clock: Clock;
  /** Those of a hub whose store has the time from them. @default turns of its own */
  readonly turns?: TurnCounter;
  readonly logger: Logger;
  readonly createId: CreateId;
  readonly limits: HubLimits;
  /** Decides which drivers may register. @default every one */
  readonly admission?: DriverAdmission | undefined;
  /** Where a request comes from; `null` where that is not known. */
  readonly addressOf: (request: IncomingMessage) => string | null;
}

/** A driver that was approved, and the waiting session that it was approved on. */
export interface PairedDriver {
  readonly driver: DriverIdentity;
  /** The code that the session was given. */
  readonly code: string;
  /** The credential of the driver from now on. */
  readonly token: string;
}

/**
 * The endpoint of the drivers: one {@link DriverSession} a socket, and at most one registered session a driver.
 *
 * It serves either the upgrade requests of an HTTP server that somebody else owns, or a port of its own.
 */
export class DriverWebSocketServer {
  /** What was refused to those who have not registered. */
  readonly refusals: RefusalLedger;
  readonly #options: DriverWebSocketServerOptions;
  readonly #sockets: WebSocketServer;
  readonly #host: SessionHost;
  readonly #table = new SessionTable();
  #listener: PortListener | undefined;
  #closing: Promise<void> | undefined;
  #tellEmpty: (() => void) | undefined;

  constructor(ports: GatewayPorts, options: DriverWebSocketServerOptions) {
    const { clock, logger, limits } = options;
    this.#options = options;
    this.refusals = new RefusalLedger({ clock, logger, capacity: limits.refusalSources });
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: limits.frameBytes,
    });
    this.#host = {
      ...options,
      ports,
      admission: options.admission ?? admitEverybody,
      turns: options.turns ?? new TurnCounter(clock),
      mayWait: (address) =>
        this.#table.waitingCount < limits.waitingSockets && this.#table.waitingFrom(address) < limits.waitingPerAddress,
      claim: (session, driver) => this.#claim(session, driver),
      moved: (session, before) => this.#moved(session, before),
      refused: (address, reason) => this.refusals.record(address, reason),
      gone: (session) => this.#gone(session),
    };
  }

  /** How many sockets are open, registered or not. */
  get sessionCount(): number {
    return this.#table.size;
  }

  /**
   * Takes over a socket whose request asks for an upgrade, or refuses it: 404 for another path, 429 when too many come from
   * its address, 503 when the hub stops or has too many sessions. For the `upgrade` event of a `node:http` server.
   */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = this.#readAddress(request);
    const refusal = this.#refusalOf(request, address);
    if (refusal !== undefined) {
      this.refusals.record(address, `HTTP_${refusal}`);
      refuseUpgrade(socket, refusal);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const cork = new TurnCork(socket, this.#host.turns);
      const id = this.#options.createId();
      const origin = { id, address, token: readBearer(request), gather: () => cork.gather() };
      const session = new DriverSession(webSocket, this.#host, origin);
      this.#open(session, webSocket);
      this.#limitUnregistered(session, socket, head.length);
    });
  }

  /**
   * Listens on a port of its own, which serves nothing else; port 0 takes a free one.
   *
   * @throws what `node:net` says when the port cannot be had; TypeError when it listens already or is closed.
   */
  async listen(address: { readonly host: string; readonly port: number }): Promise<{ host: string; port: number }> {
    if (this.#closing !== undefined) throw new TypeError("The gateway is closed; create a new hub.");
    if (this.#listener !== undefined) throw new TypeError("The gateway listens already.");
    this.#listener = new PortListener((request, socket, head) => this.handleUpgrade(request, socket, head));
    try {
      return await this.#listener.listen(address);
    } catch (fault) {
      this.#listener = undefined;
      throw fault;
    }
  }

  /** Sends a command to the session of `driver`. `false`: it has none that could take it. */
  sendAction(driver: DriverIdentity, action: Action): boolean {
    return this.#table.registered(driver)?.sendAction(action) ?? false;
  }

  /** A person approved a driver: sends PAIRED on the session that waits with this code. `false`: it is gone. */
  paired({ driver, code, token }: PairedDriver): boolean {
    const session = this.#table.waiting(driver).find(({ state }) => state.phase === "waiting" && state.code === code);
    return session?.pair(token) ?? false;
  }

  /** Puts a driver out, registered or waiting: it is answered UNAUTHORIZED with `reason` and closed with 4003. */
  expel(driver: DriverIdentity, reason: string): void {
    this.#table.registered(driver)?.expel(reason);
    for (const session of this.#table.waiting(driver)) session.expel(reason);
  }

  /** Ends the sessions of `driver` that wait, with 4002: it comes back and is given another code. */
  endWaiting(driver: DriverIdentity): void {
    const end = { code: CLOSE_CODES.REGISTER_TIMEOUT, reason: SESSION_END_REASONS.PAIRING_EXPIRED };
    for (const session of this.#table.waiting(driver)) session.close(end);
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
    const listenerClosed = this.#listener?.close();
    const end: SessionEnd = restarting
      ? { code: CLOSE_CODES.SERVICE_RESTART, reason: SESSION_END_REASONS.HUB_RESTARTING }
      : { code: CLOSE_CODES.GOING_AWAY, reason: SESSION_END_REASONS.HUB_STOPPING };
    for (const session of this.#table.all()) session.close(end);
    // Each session cuts its socket after `closeTimeoutMs`, so that this ends.
    await new Promise<void>((resolve) => {
      this.#tellEmpty = resolve;
      if (this.#table.size === 0) resolve();
    });
    await listenerClosed;
  }

  #readAddress(request: IncomingMessage): string | null {
    const address = this.#options.addressOf(request);
    return address === null ? null : normalizeAddress(address);
  }

  #refusalOf({ url = "" }: IncomingMessage, address: string | null): number | undefined {
    const { limits } = this.#options;
    const [path] = url.split("?", 1);
    if (path !== DRIVER_PATH) return 404;
    if (this.#table.size >= limits.sessions || this.#closing !== undefined) return 503;
    return this.#table.countFrom(address) >= limits.connectionsPerAddress ? 429 : undefined;
  }

  #open(session: DriverSession, webSocket: WebSocket): void {
    this.#table.add(session);
    // With the default binaryType a message is one Buffer.
    webSocket.on("message", (data, isBinary) => session.receive(data as Buffer, isBinary));
    webSocket.on("pong", () => session.alive());
    webSocket.on("error", (fault) => session.inputFailed(describeFault(fault)));
    webSocket.on("close", (code) => session.socketClosed(describeClose(code)));
    this.#makeRoom();
  }

  /** A driver registers at once, so that the socket that has not for longest is the likeliest to be none. */
  #makeRoom(): void {
    if (this.#table.greetedCount <= this.#options.limits.unregisteredSockets) return;
    const oldest = this.#table.oldestGreeted();
    if (oldest === undefined) return;
    this.refusals.record(oldest.origin.address, SESSION_END_REASONS.NO_ROOM);
    oldest.cut(SESSION_END_REASONS.NO_ROOM);
  }

  #limitUnregistered(session: DriverSession, socket: Duplex, headBytes: number): void {
    const { unregisteredBytes } = this.#options.limits;
    let bytes = headBytes;
    let allowed = unregisteredBytes;
    const count = (chunk: Buffer) => {
      if (session.state.phase === "registered") {
        socket.off("data", count);
        return;
      }
      bytes += chunk.length;
      if (bytes <= allowed) return;
      // Its close frame may still come; a flood is cut.
      allowed = 2 * unregisteredBytes;
      session.saidTooMuch();
    };
    socket.on("data", count);
  }

  #claim(session: DriverSession, driver: DriverIdentity): void {
    const older = this.#table.claim(session, driver);
    older?.close({ code: CLOSE_CODES.REPLACED, reason: SESSION_END_REASONS.REPLACED });
  }

  #moved(session: DriverSession, before: SessionState): void {
    const { state } = session;
    // Whoever took over was made the session of the driver before.
    const replaced = before.phase === "registered" && this.#table.registered(before.driver) !== session;
    this.#table.moved(session, before);
    if (before.phase === "waiting") this.#host.admission.waitingEnded(before.driver, before.code);
    const isOver = state.phase === "closing" || state.phase === "closed";
    if (isOver && before.phase === "greeted") this.#recordEnd(session, state.end);
    if (!isOver || before.phase !== "registered") return;
    try {
      this.#host.ports.ended({ driver: before.driver, sessionId: session.id, end: state.end, replaced });
    } catch (fault) {
      this.#options.logger.error("The end of a session could not be handled.", { ...before.driver, err: fault });
    }
  }

  /** A socket that never registered and was not refused with an error of its own. */
  #recordEnd(session: DriverSession, { reason }: SessionEnd): void {
    if (reason === SESSION_END_REASONS.REGISTER_TIMEOUT) this.refusals.record(session.origin.address, reason);
  }

  #gone(session: DriverSession): void {
    this.#table.remove(session);
    if (this.#table.size === 0) this.#tellEmpty?.();
  }
}
