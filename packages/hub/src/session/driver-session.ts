import {
  type Action,
  CLOSE_CODES,
  createActionFrame,
  createConnectedFrame,
  createErrorFrame,
  createRegisteredFrame,
  DRIVER_ERROR_CODES,
  type DriverEvent,
  type DriverFrame,
  type DriverIdentity,
  type ErrorRef,
  parseDriverFrame,
  ProtocolError,
  type RegisterRequest,
} from "@hos/protocol";
import { type CancelTimer, type Clock, Heartbeat, type Logger } from "@hos/runtime";
import { TrafficMeter } from "../directory/traffic-meter.ts";
import type { GatewayPorts } from "../gateway/gateway-ports.ts";
import type { HubLimits } from "../hub-limits.ts";
import type { DriverSocket } from "./driver-socket.ts";
import { createErrorRef, createFrameError, toFrameError } from "./frame-error.ts";
import { FrameIntake } from "./frame-intake.ts";
import { nextSessionState, SESSION_END_REASONS, type SessionEnd, type SessionState } from "./session-state.ts";
import type { SessionStep } from "./session-state.ts";
import type { TurnCounter } from "./turn-counter.ts";

/** What a session needs of the gateway that opened it. */
export interface SessionHost {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: HubLimits;
  readonly serverVersion: string;
  readonly turns: TurnCounter;
  readonly ports: GatewayPorts;
  /** Makes `session` the one of `driver`; an older one ends. Called before REGISTERED is sent. */
  claim(session: DriverSession, driver: DriverIdentity): void;
  /** A registered session is over, its socket perhaps not yet. Must not throw. */
  ended(session: DriverSession, driver: DriverIdentity, end: SessionEnd): void;
  /** The socket is gone. */
  gone(session: DriverSession): void;
}

/** What a session is told when its socket is opened. */
export interface SessionOrigin {
  readonly id: string;
  readonly address: string | null;
}

const OPEN = 1;

/** One driver connection, from CONNECTED to its end (protocol v1, "Handshake"). */
export class DriverSession {
  readonly id: string;
  readonly #address: string | null;
  readonly #socket: DriverSocket;
  readonly #host: SessionHost;
  readonly #intake: FrameIntake;
  readonly #heartbeat: Heartbeat;
  #state: SessionState = { phase: "greeted" };
  #traffic: TrafficMeter;
  /** The deadline of the registration first, of the closing handshake later. */
  #cancelDeadline: CancelTimer;

  constructor(socket: DriverSocket, host: SessionHost, origin: SessionOrigin) {
    const { clock, limits, turns } = host;
    this.id = origin.id;
    this.#address = origin.address;
    this.#socket = socket;
    this.#host = host;
    this.#traffic = new TrafficMeter(clock);
    this.#intake = new FrameIntake({
      socket,
      turns,
      framesPerTurn: limits.framesPerTurn,
      handle: (data, isBinary) => this.#handle(data, isBinary),
    });
    this.#heartbeat = new Heartbeat({
      clock,
      intervalMs: limits.pingIntervalMs,
      ping: () => this.#ping(),
      onLost: () => this.cut(SESSION_END_REASONS.HEARTBEAT_LOST),
    });
    this.#cancelDeadline = clock.setTimeout(() => this.#registerTimedOut(), limits.registerTimeoutMs);
    this.#send(createConnectedFrame(host.serverVersion));
  }

  /** A frame came in. */
  receive(data: Buffer, isBinary: boolean): void {
    this.#heartbeat.alive();
    this.#intake.receive(data, isBinary);
  }

  /** A pong came in. */
  alive(): void {
    this.#heartbeat.alive();
  }

  /** Sends a command. `false`: the session cannot take it, and nothing was sent. */
  sendAction(action: Action): boolean {
    return this.#state.phase === "registered" && this.#send(createActionFrame(action));
  }

  /** Ends the session with a close frame. The socket is cut when the driver does not answer it in time. */
  close(end: SessionEnd): void {
    if (!this.#advance({ type: "close", end })) return;
    this.#socket.close(end.code, end.reason);
  }

  /** Ends the session at once, without a closing handshake. */
  cut(reason: string): void {
    this.#advance({ type: "drop", end: { code: ABNORMAL_CLOSURE, reason } });
    this.#socket.terminate();
  }

  /** The input cannot be read any further; the socket closes itself with `end.code`. */
  inputFailed(end: SessionEnd): void {
    this.#intake.flush();
    this.#advance({ type: "close", end });
  }

  /** The socket is closed. */
  socketClosed(end: SessionEnd): void {
    this.#intake.flush();
    this.#advance({ type: "drop", end });
    this.#host.gone(this);
  }

  #advance(step: SessionStep): boolean {
    const before = this.#state;
    const after = nextSessionState(before, step);
    if (after === before) return false;
    this.#state = after;
    this.#cancelDeadline();
    if (after.phase === "closing" || after.phase === "closed") {
      this.#heartbeat.stop();
      this.#intake.stop();
      if (after.phase === "closing") this.#limitClosing();
      if (before.phase === "registered") this.#host.ended(this, before.driver, after.end);
    }
    return true;
  }

  #limitClosing(): void {
    const { clock, limits } = this.#host;
    this.#cancelDeadline = clock.setTimeout(() => this.#socket.terminate(), limits.closeTimeoutMs);
  }

  #handle(data: Buffer, isBinary: boolean): number {
    this.#traffic.countIn();
    try {
      if (isBinary) throw binaryFrame();
      const frame = parseDriverFrame(data.toString());
      this.#take(frame);
      return frame.type === "events" ? Math.max(1, frame.events.length) : 1;
    } catch (fault) {
      this.#reject(fault);
      return 1;
    }
  }

  #take(frame: DriverFrame): void {
    switch (frame.type) {
      case "event":
        this.#takeEvent(frame.event);
        return;
      case "events":
        if (this.#state.phase === "greeted") throw notRegistered({ event: "driver.events" });
        for (const event of frame.events) {
          if (event instanceof ProtocolError) this.#reject(event);
          else this.#takeEvent(event);
        }
        return;
      case "register":
        this.#register(frame.request);
    }
  }

  #takeEvent(event: DriverEvent): void {
    const state = this.#state;
    try {
      if (state.phase === "registered") this.#host.ports.receive(state.driver, event);
      else if (state.phase === "greeted") throw notRegistered(createErrorRef(event));
    } catch (fault) {
      this.#reject(fault, event);
    }
  }

  #register(request: RegisterRequest): void {
    if (this.#state.phase !== "greeted") throw alreadyRegistered();
    const { ports } = this.#host;
    const driver = { driverKey: request.driverKey, instanceId: request.instanceId };
    this.#host.claim(this, driver);
    this.#advance({ type: "register", driver });
    this.#send(createRegisteredFrame(driver, this.id, ports.devicesOf(driver)));
    this.#traffic = ports.opened({
      driver,
      request,
      sessionId: this.id,
      address: this.#address,
      traffic: this.#traffic,
    });
  }

  #reject(fault: unknown, event?: DriverEvent): void {
    const error = toFrameError(fault, event === undefined ? undefined : createErrorRef(event));
    if (error.code === DRIVER_ERROR_CODES.INTERNAL) {
      this.#host.logger.error("A frame of a driver could not be handled.", { ...this.#names(), err: fault });
    }
    this.#traffic.rejected += 1;
    this.#send(createErrorFrame(error));
    const driver = this.#state.phase === "registered" ? this.#state.driver : undefined;
    this.#host.ports.rejected({ driver, sessionId: this.id, error });
    if (error.code === DRIVER_ERROR_CODES.UNSUPPORTED_VERSION && this.#state.phase === "greeted") {
      this.close({ code: CLOSE_CODES.UNSUPPORTED_VERSION, reason: SESSION_END_REASONS.UNSUPPORTED_VERSION });
    }
  }

  #send(frame: object): boolean {
    const { limits } = this.#host;
    if (this.#socket.readyState !== OPEN) return false;
    if (this.#socket.bufferedAmount > limits.outgoingBytes) {
      // Not now: whoever sends must not find the session gone under its feet.
      queueMicrotask(() => this.cut(SESSION_END_REASONS.NOT_READING));
      return false;
    }
    this.#traffic.framesOut += 1;
    this.#socket.send(JSON.stringify(frame), this.#onSent);
    if (this.#socket.bufferedAmount > limits.pauseAboveBytes) this.#intake.hold();
    return true;
  }

  readonly #onSent = (): void => {
    if (!this.#intake.held) return;
    // While its frames and pongs are not read, taking what the hub sends is the driver's sign of life.
    this.#heartbeat.alive();
    if (this.#socket.bufferedAmount <= this.#host.limits.pauseAboveBytes / 2) this.#intake.release();
  };

  #ping(): void {
    if (this.#socket.readyState === OPEN) this.#socket.ping();
  }

  #registerTimedOut(): void {
    this.close({ code: CLOSE_CODES.REGISTER_TIMEOUT, reason: SESSION_END_REASONS.REGISTER_TIMEOUT });
  }

  #names(): Record<string, unknown> {
    return { sessionId: this.id, ...(this.#state.phase === "registered" && this.#state.driver) };
  }
}

/** RFC 6455, section 7.4.1: what a peer sees when the connection is cut. */
const ABNORMAL_CLOSURE = 1006;

function binaryFrame(): ProtocolError {
  return createFrameError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "Invalid frame.", {
    detail: "The frame must be a text frame; send JSON as text.",
  });
}

function notRegistered(ref: ErrorRef): ProtocolError {
  return createFrameError(DRIVER_ERROR_CODES.NOT_REGISTERED, "The driver is not registered.", {
    detail: "Send driver.register first and wait for REGISTERED.",
    ref,
  });
}

function alreadyRegistered(): ProtocolError {
  return createFrameError(DRIVER_ERROR_CODES.ALREADY_REGISTERED, "The driver is already registered.", {
    detail: "Send driver.register once; open a new connection to register anew.",
    ref: { event: "driver.register" },
  });
}
