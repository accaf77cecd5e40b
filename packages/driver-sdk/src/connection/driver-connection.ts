import { CLOSE_CODES, LIMITS, mayReconnectAfter } from "@hos/protocol";
import { type CancelTimer, type Clock, Heartbeat } from "@hos/runtime";
import { DriverError } from "../errors/driver-error.ts";
import type { Disconnection } from "./disconnection.ts";
import type { HubSocket, HubSocketListener, OpenSocket } from "./hub-socket.ts";
import type { ReconnectSchedule } from "./reconnect-schedule.ts";

/** What a {@link DriverConnection} is made of. */
export interface ConnectionOptions {
  readonly url: string;
  readonly clock: Clock;
  /** `undefined`: a connection that ends stays so. */
  readonly schedule: ReconnectSchedule | undefined;
  readonly openSocket: OpenSocket;
}

/** Hears what becomes of a {@link DriverConnection}. */
export interface ConnectionListener {
  opened(): void;
  received(text: string): void;
  flushed(): void;
  lost(disconnection: Disconnection): void;
}

type ConnectionState =
  | { readonly name: "idle" }
  | { readonly name: "connecting"; readonly socket: HubSocket; readonly cancel: CancelTimer }
  | { readonly name: "open"; readonly socket: HubSocket; readonly heartbeat: Heartbeat }
  | { readonly name: "waiting"; readonly cancel: CancelTimer }
  | { readonly name: "closing"; readonly socket: HubSocket; readonly cancel: CancelTimer; readonly end: EndState }
  | { readonly name: "closed" };

type EndState = "idle" | "closed";

/** Milliseconds that TCP and the upgrade request together may take. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Milliseconds that the other end has to answer a goodbye. */
const GOODBYE_TIMEOUT_MS = 1_000;
/** RFC 6455: a connection that ended without a close frame. */
const ABNORMAL = 1006;

/** A WebSocket that comes back: one socket at a time, watched by a heartbeat, opened again by a schedule. */
export class DriverConnection {
  readonly #options: ConnectionOptions;
  readonly #listener: ConnectionListener;
  readonly #whenClosed = Promise.withResolvers<void>();
  #state: ConnectionState = { name: "idle" };
  #delays: Iterator<number, never> | undefined;

  constructor(options: ConnectionOptions, listener: ConnectionListener) {
    this.#options = options;
    this.#listener = listener;
    this.resetDelays();
  }

  get state(): ConnectionState["name"] {
    return this.#state.name;
  }

  /** Whether a frame that is sent now can still go out. */
  get writable(): boolean {
    return this.#state.name === "open" && this.#state.socket.writable;
  }

  get bufferedBytes(): number {
    return this.#state.name === "open" ? this.#state.socket.bufferedBytes : 0;
  }

  /**
   * Opens the connection; while it waits for the next attempt, makes that attempt now.
   *
   * @throws {DriverError} CLOSED
   */
  connect(): void {
    const state = this.#state;
    switch (state.name) {
      case "connecting":
      case "open":
        return;
      case "closing":
        if (state.end === "closed") throw closedError();
        state.socket.terminate();
        break;
      case "closed":
        throw closedError();
      case "idle":
        this.resetDelays();
        break;
      case "waiting":
        break;
    }
    this.#dial();
  }

  /** Sends a frame. Does nothing unless the connection is {@link writable}. */
  send(text: string): void {
    if (this.#state.name === "open" && this.#state.socket.writable) this.#state.socket.send(text);
  }

  /** The next delay is the first of the schedule again. */
  resetDelays(): void {
    this.#delays = this.#options.schedule?.[Symbol.iterator]();
  }

  /** Drops the socket without a goodbye, as if it had broken; the schedule decides when to return. */
  abandon(reason: string): void {
    if (this.#state.name !== "connecting" && this.#state.name !== "open") return;
    this.#state.socket.terminate();
    this.#lost(ABNORMAL, reason);
  }

  /** Says goodbye and stays away until {@link connect} is called. */
  stop(reason: string): void {
    this.#end("idle", { code: CLOSE_CODES.NORMAL, reason });
  }

  /** Says goodbye, for ever. Resolves when no handle is left. */
  close(): Promise<void> {
    this.#end("closed", { code: CLOSE_CODES.GOING_AWAY, reason: "The driver is closing." });
    return this.#whenClosed.promise;
  }

  #dial(): void {
    const isCurrent = () => "socket" in this.#state && this.#state.socket === socket;
    const socket: HubSocket = this.#options.openSocket(this.#options.url, this.#listenerOf(isCurrent));
    const cancel = this.#options.clock.setTimeout(
      () => this.abandon(`No answer within ${CONNECT_TIMEOUT_MS} ms.`),
      CONNECT_TIMEOUT_MS,
    );
    this.#enter({ name: "connecting", socket, cancel });
  }

  // A socket that was given up may still speak; it must not touch the one that came after it.
  #listenerOf(isCurrent: () => boolean): HubSocketListener {
    return {
      opened: () => {
        if (isCurrent()) this.#opened();
      },
      received: (text) => {
        if (!isCurrent() || this.#state.name !== "open") return;
        this.#state.heartbeat.alive();
        this.#listener.received(text);
      },
      alive: () => {
        if (isCurrent() && this.#state.name === "open") this.#state.heartbeat.alive();
      },
      flushed: () => {
        if (isCurrent() && this.#state.name === "open") this.#listener.flushed();
      },
      closed: (code, reason) => {
        if (!isCurrent()) return;
        if (this.#state.name === "closing") this.#enter({ name: this.#state.end });
        else this.#lost(code, reason);
      },
    };
  }

  #opened(): void {
    if (this.#state.name !== "connecting") return;
    const { socket } = this.#state;
    const heartbeat = new Heartbeat({
      clock: this.#options.clock,
      intervalMs: LIMITS.pingIntervalMs,
      ping: () => socket.ping(),
      onLost: () => this.abandon("The hub does not answer."),
    });
    this.#enter({ name: "open", socket, heartbeat });
    this.#listener.opened();
  }

  #lost(code: number, reason: string): void {
    if (this.#delays === undefined || !mayReconnectAfter(code)) {
      this.#enter({ name: "idle" });
      this.#listener.lost({ code, reason, willReconnect: false, delayMs: undefined });
      return;
    }
    const delayMs = this.#delays.next().value;
    this.#enter({ name: "waiting", cancel: this.#options.clock.setTimeout(() => this.#dial(), delayMs) });
    this.#listener.lost({ code, reason, willReconnect: true, delayMs });
  }

  #end(end: EndState, { code, reason }: { readonly code: number; readonly reason: string }): void {
    const state = this.#state;
    switch (state.name) {
      case "closed":
        return;
      case "idle":
      case "waiting":
        this.#enter({ name: end });
        return;
      case "connecting":
        state.socket.terminate();
        this.#enter({ name: end });
        return;
      case "closing":
        // No way back from a close to a stop.
        if (end === "closed") this.#state = { ...state, end };
        return;
      case "open": {
        const { socket } = state;
        const cancel = this.#options.clock.setTimeout(() => {
          socket.terminate();
          if (this.#state.name === "closing") this.#enter({ name: this.#state.end });
        }, GOODBYE_TIMEOUT_MS);
        this.#enter({ name: "closing", socket, cancel, end });
        socket.close(code, reason);
        this.#listener.lost({ code, reason, willReconnect: false, delayMs: undefined });
      }
    }
  }

  #enter(next: ConnectionState): void {
    const left = this.#state;
    this.#state = next;
    if (left.name === "open") left.heartbeat.stop();
    else if ("cancel" in left) left.cancel();
    if (next.name === "closed") this.#whenClosed.resolve();
  }
}

function closedError(): DriverError {
  return new DriverError("CLOSED", "The driver was closed; make a new HosDriver.");
}
