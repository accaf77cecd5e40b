import {
  type Action,
  CLOSE_CODES,
  createActionFrame,
  createConnectedFrame,
  createErrorFrame,
  createPairedFrame,
  createPairingRequiredFrame,
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
import { type CancelTimer, Heartbeat } from "@hos/runtime";
import { TrafficMeter } from "../directory/traffic-meter.ts";
import type { DriverSocket } from "./driver-socket.ts";
import { createErrorRef, toFrameError } from "./frame-error.ts";
import { FrameIntake, type IncomingFrame } from "./frame-intake.ts";
import { FramePace } from "./frame-pace.ts";
import {
  alreadyRegistered,
  binaryFrame,
  noRoom,
  notRegistered,
  stillWaiting,
  tooFast,
  tooMuchBeforeRegistration,
  unauthorized,
} from "./session-errors.ts";
import type { SessionHost, SessionOrigin } from "./session-host.ts";
import { nextSessionState, SESSION_END_REASONS, type SessionEnd, type SessionState } from "./session-state.ts";
import type { SessionStep } from "./session-state.ts";

const OPEN = 1;
/** A larger frame counts as several: once for each unit that it begins. */
const FRAME_UNIT_BYTES = 4096;
/** RFC 6455, section 7.4.1: what a peer sees when the connection is cut. */
const ABNORMAL_CLOSURE = 1006;

/** One driver connection, from CONNECTED to its end (protocol v1, "Handshake"). */
export class DriverSession {
  readonly id: string;
  readonly origin: SessionOrigin;
  readonly #socket: DriverSocket;
  readonly #host: SessionHost;
  readonly #intake: FrameIntake;
  readonly #pace: FramePace;
  readonly #heartbeat: Heartbeat;
  #state: SessionState = { phase: "greeted" };
  #traffic: TrafficMeter;
  /** The deadline of the registration first, of the closing handshake later. */
  #cancelDeadline: CancelTimer;

  constructor(socket: DriverSocket, host: SessionHost, origin: SessionOrigin) {
    const { clock, limits, turns } = host;
    this.id = origin.id;
    this.origin = origin;
    this.#socket = socket;
    this.#host = host;
    this.#traffic = new TrafficMeter(clock);
    this.#pace = new FramePace({
      clock,
      perSecond: limits.framesPerSecond,
      burst: limits.frameBurst,
      patienceMs: limits.floodPatienceMs,
    });
    this.#intake = new FrameIntake({
      socket,
      clock,
      turns,
      framesPerTurn: limits.framesPerTurn,
      msPerTurn: limits.msPerTurn,
      pace: this.#pace,
      handle: (frame, nowMs) => this.#handle(frame, nowMs),
      onSlowed: () => this.#slowed(),
    });
    this.#heartbeat = new Heartbeat({
      clock,
      intervalMs: limits.pingIntervalMs,
      ping: () => this.#ping(),
      onLost: () => this.cut(SESSION_END_REASONS.HEARTBEAT_LOST),
    });
    this.#cancelDeadline = this.#limitRegistration();
    this.#send(createConnectedFrame(host.serverVersion));
  }

  /** Where it stands. */
  get state(): SessionState {
    return this.#state;
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

  /** A person approved the driver that waits: sends it its token. `false`: it does not wait, or cannot be told. */
  pair(token: string): boolean {
    const state = this.#state;
    if (state.phase !== "waiting" || this.#socket.readyState !== OPEN) return false;
    this.#advance({ type: "pair" });
    this.#limitRegistration();
    return this.#send(createPairedFrame(state.driver, token));
  }

  /** Puts the driver out, waiting or registered: it is told why, and stays away. */
  expel(reason: string): void {
    const { phase } = this.#state;
    if (phase === "closing" || phase === "closed") return;
    this.#reject(unauthorized(reason, phase === "greeted"));
    this.close({ code: CLOSE_CODES.UNAUTHORIZED, reason: SESSION_END_REASONS.UNAUTHORIZED });
  }

  /** The socket has sent more than one that is not registered may. Asked again, it cuts the connection. */
  saidTooMuch(): void {
    if (this.#state.phase === "closing") this.cut(SESSION_END_REASONS.TOO_MUCH_UNREGISTERED);
    else this.#turnAway(tooMuchBeforeRegistration(this.#host.limits.unregisteredBytes), "TOO_MUCH_UNREGISTERED");
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
    }
    this.#host.moved(this, before);
    return true;
  }

  #limitRegistration(): CancelTimer {
    const { clock, limits } = this.#host;
    const end = { code: CLOSE_CODES.REGISTER_TIMEOUT, reason: SESSION_END_REASONS.REGISTER_TIMEOUT };
    this.#cancelDeadline = clock.setTimeout(() => this.close(end), limits.registerTimeoutMs);
    return this.#cancelDeadline;
  }

  #limitClosing(): void {
    const { clock, limits } = this.#host;
    this.#cancelDeadline = clock.setTimeout(() => this.#socket.terminate(), limits.closeTimeoutMs);
  }

  #handle({ data, isBinary }: IncomingFrame, nowMs: number): number {
    this.#traffic.countIn(nowMs);
    const cost = data.length <= FRAME_UNIT_BYTES ? 1 : Math.ceil(data.length / FRAME_UNIT_BYTES);
    try {
      if (isBinary) throw binaryFrame();
      const frame = parseDriverFrame(data.toString());
      this.#take(frame);
      return frame.type === "events" ? Math.max(cost, frame.events.length) : cost;
    } catch (fault) {
      this.#reject(fault);
      return cost;
    }
  }

  #slowed(): void {
    // Its pongs are not read meanwhile.
    this.#heartbeat.alive();
    if (this.#pace.slowed()) this.#reject(tooFast(this.#host.limits.framesPerSecond));
  }

  #take(frame: DriverFrame): void {
    switch (frame.type) {
      case "event":
        this.#takeEvent(frame.event);
        return;
      case "events":
        this.#expectRegistered({ event: "driver.events" });
        this.#takeEvents(frame.events, 0);
        return;
      case "register":
        this.#register(frame.request);
    }
  }

  /** The events of a bulk from one on, as far as the time of the turn goes. */
  #takeEvents(events: readonly (DriverEvent | ProtocolError)[], from: number): void {
    const { limits, turns } = this.#host;
    const endAtMs = turns.nowMs + limits.msPerTurn;
    for (let index = from; index < events.length; index += 1) {
      const event = events[index];
      if (event instanceof ProtocolError) this.#reject(event);
      else if (event !== undefined) this.#takeEvent(event);
      if (index + 1 < events.length && turns.look() >= endAtMs) {
        this.#intake.postpone(() => this.#takeEvents(events, index + 1));
        return;
      }
    }
  }

  #takeEvent(event: DriverEvent): void {
    const state = this.#state;
    try {
      if (state.phase === "registered") this.#host.ports.receive(state.driver, event);
      else this.#expectRegistered(createErrorRef(event));
    } catch (fault) {
      this.#reject(fault, event);
    }
  }

  /** @throws {ProtocolError} NOT_REGISTERED before the registration. What comes after the end is passed over. */
  #expectRegistered(ref: ErrorRef): void {
    const state = this.#state;
    if (state.phase === "greeted") throw notRegistered(ref);
    if (state.phase === "waiting") throw stillWaiting(state.driver, ref);
  }

  #register(request: RegisterRequest): void {
    if (this.#state.phase === "registered") throw alreadyRegistered();
    if (this.#state.phase !== "greeted") return this.#expectRegistered({ event: "driver.register" });
    const { driverKey, instanceId, name } = request;
    const driver = { driverKey, instanceId };
    const { address, token } = this.origin;
    const verdict = this.#host.admission.admit({ driver, token: request.token ?? token, address, name });
    switch (verdict.type) {
      case "admitted":
        return this.#open(driver, request);
      case "pairing":
        return this.#wait(driver, verdict);
      case "busy":
        return this.#turnAway(noRoom(verdict.reason), "NO_ROOM");
      case "refused":
        this.#host.ports.refused(driver, unauthorized(verdict.reason, true));
        return this.expel(verdict.reason);
    }
  }

  #wait(driver: DriverIdentity, { code, expiresAt }: { readonly code: string; readonly expiresAt: string }): void {
    const { admission, clock } = this.#host;
    if (!this.#host.mayWait(this.origin.address)) {
      admission.waitingEnded(driver, code);
      return this.#turnAway(noRoom("Too many drivers wait for approval; approve or stop some of them."), "NO_ROOM");
    }
    this.#advance({ type: "wait", driver, code });
    this.#send(createPairingRequiredFrame({ code, expiresAt }));
    const end = { code: CLOSE_CODES.REGISTER_TIMEOUT, reason: SESSION_END_REASONS.PAIRING_EXPIRED };
    this.#cancelDeadline = clock.setTimeout(() => this.close(end), Math.max(Date.parse(expiresAt) - clock.now(), 0));
  }

  /** It may come back. */
  #turnAway(error: ProtocolError, reason: keyof typeof SESSION_END_REASONS): void {
    this.#reject(error);
    this.close({ code: CLOSE_CODES.REGISTER_TIMEOUT, reason: SESSION_END_REASONS[reason] });
  }

  #open(driver: DriverIdentity, request: RegisterRequest): void {
    const { ports } = this.#host;
    this.#host.claim(this, driver);
    this.#advance({ type: "register", driver });
    this.#send(createRegisteredFrame(driver, this.id, ports.devicesOf(driver)));
    this.#traffic = ports.opened({
      driver,
      request,
      sessionId: this.id,
      address: this.origin.address,
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
    if (driver === undefined) this.#host.refused(this.origin.address, error.code);
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
    this.origin.gather?.();
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

  #names(): Record<string, unknown> {
    return { sessionId: this.id, ...(this.#state.phase === "registered" && this.#state.driver) };
  }
}
