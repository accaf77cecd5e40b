import {
  type ActionResult,
  CLOSE_CODES,
  createActionFrame,
  createConnectedFrame,
  createRegisteredFrame,
  DRIVER_ERROR_CODES,
  type DriverEvent,
  type DriverEventName,
  type DriverFrame,
  type DriverIdentity,
  isSameDriver,
  type JsonObject,
  LIMITS,
  ProtocolError,
  type RegisterRequest,
} from "@hos/protocol";
import { createId } from "@hos/runtime";
import { WebSocketServer } from "ws";
import { FakeHubDoor } from "./fake-hub-door.ts";
import { FakeHubDevices, type FakeHubDevice } from "./fake-hub-devices.ts";
import { FakeHubSession } from "./fake-hub-session.ts";
import type { FakeAction, FakeHubEvent, FakeHubOptions, FakePairing, RegistrationRejection } from "./fake-hub-types.ts";
import { Journal } from "./journal.ts";

/**
 * A hub for the tests of a driver: a real WebSocket server on 127.0.0.1 that greets, registers, checks every frame,
 * keeps what the drivers say, and sends them commands. Ownership, replacement of an older session (4001) and the errors
 * of the protocol are those of a real hub. It does not ping by itself.
 */
export class FakeHub implements AsyncDisposable {
  readonly #deadlineMs: number;
  readonly #sessions = new Set<FakeHubSession>();
  readonly #devices = new FakeHubDevices();
  readonly #events = new Journal<DriverEvent>();
  readonly #registrations = new Journal<RegisterRequest>();
  readonly #rejections = new Journal<ProtocolError>();
  readonly #pairings = new Journal<FakePairing>();
  readonly #door = new FakeHubDoor(this.#pairings);
  readonly #pings = new Journal<object>();
  readonly #ends = new Journal<{ readonly code: number }>();
  #server: WebSocketServer | undefined;
  #port: number;
  #rejection: RegistrationRejection | undefined;

  /** Makes a hub and starts it. */
  static async start(options: FakeHubOptions = {}): Promise<FakeHub> {
    const hub = new FakeHub(options);
    await hub.listen();
    return hub;
  }

  constructor({ deadlineMs = 4_000, port = 0 }: FakeHubOptions = {}) {
    this.#deadlineMs = deadlineMs;
    this.#port = port;
  }

  /** Where drivers connect to; the same after a restart. */
  get url(): string {
    return `ws://127.0.0.1:${this.#port}/driver`;
  }

  /** Every event that was accepted, in order. */
  get events(): readonly DriverEvent[] {
    return this.#events.items;
  }

  /** Every registration that came, in order, also those that were rejected. */
  get registrations(): readonly RegisterRequest[] {
    return this.#registrations.items;
  }

  /** Every error that was answered, in order. */
  get rejections(): readonly ProtocolError[] {
    return this.#rejections.items;
  }

  /** How many sockets are open. */
  get connections(): number {
    return this.#sessions.size;
  }

  /** A device with its merged state. */
  device(deviceId: string): FakeHubDevice | undefined {
    return this.#devices.get(deviceId);
  }

  /** Holds a device as if the driver had announced it in an earlier run. */
  holdDevice(owner: DriverIdentity, deviceId: string): void {
    this.#devices.hold(owner, deviceId);
  }

  /** Removes a device as a person does: the driver is not told. */
  removeDevice(deviceId: string): void {
    this.#devices.remove(deviceId);
  }

  /**
   * The next event of that name that was not handed out yet, of `deviceId` where it is named. Rejects after the deadline,
   * with the last rejection, where there was one, as the `cause`.
   */
  async nextEvent<Name extends DriverEventName>(name: Name, deviceId?: string): Promise<FakeHubEvent<Name>> {
    const isNext = (event: DriverEvent): event is FakeHubEvent<Name> =>
      event.event === name && (deviceId === undefined || ("deviceId" in event && event.deviceId === deviceId));
    const what = deviceId === undefined ? name : `${name} of ${deviceId}`;
    const cause = () => this.#rejections.items.at(-1);
    const event = await this.#events.next({ matches: isNext, what, deadlineMs: this.#deadlineMs, cause });
    return event as FakeHubEvent<Name>;
  }

  /** The next registration that was not handed out yet. */
  nextRegistration(): Promise<RegisterRequest> {
    return this.#next(this.#registrations, "A registration");
  }

  /** The next error that was answered and not handed out yet. */
  nextRejection(): Promise<ProtocolError> {
    return this.#next(this.#rejections, "A rejection");
  }

  /** The next driver that asked for approval and was not handed out yet. */
  nextPairing(): Promise<FakePairing> {
    return this.#next(this.#pairings, "A driver that asks for approval");
  }

  /** The next ping of a driver that was not handed out yet. */
  async nextPing(): Promise<void> {
    await this.#next(this.#pings, "A ping");
  }

  /** The close code of the next connection that ended and was not handed out yet. */
  async nextClose(): Promise<number> {
    return (await this.#next(this.#ends, "The end of a connection")).code;
  }

  /**
   * Asks the owner of a device to act and waits for its result, which {@link nextEvent} does not hand out then. Nothing
   * is held against the command catalogue: a test may send what a hub would refuse.
   *
   * @throws {Error} when no session owns the device, or no result comes in time.
   */
  async act(deviceId: string, command: string, payload: JsonObject = {}): Promise<ActionResult> {
    return await this.nextResult(this.sendAction({ deviceId, command, payload }));
  }

  /** Sends an action and does not wait. A device that nobody announced is asked of the first session. */
  sendAction(action: FakeAction): string {
    const { deviceId, command, payload = {}, requestId = createId(), timeoutMs = LIMITS.commandTimeoutMs } = action;
    this.#sessionOf(deviceId).send(createActionFrame({ deviceId, command, payload, requestId, timeoutMs }));
    return requestId;
  }

  /** The next result of that request that was not handed out yet. */
  async nextResult(requestId: string): Promise<ActionResult> {
    const event = await this.#events.next({
      matches: (candidate) => candidate.event === "ACTION_RESULT" && candidate.data.requestId === requestId,
      what: `The result of ${requestId}`,
      deadlineMs: this.#deadlineMs,
    });
    return event.data as ActionResult;
  }

  /** Sends any text to every driver: a broken frame, or one of a newer hub. */
  sendText(text: string): void {
    for (const session of this.#sessions) session.sendText(text);
  }

  /** Drops every connection without a goodbye, as a network does. */
  async dropConnections(): Promise<void> {
    await Promise.all([...this.#sessions].map((session) => session.terminate()));
  }

  /** Closes every connection with a code. */
  async closeConnections(code: number, reason = ""): Promise<void> {
    await Promise.all([...this.#sessions].map((session) => session.close(code, reason)));
  }

  /** Leaves every connection half open: the socket stays, nothing is answered, pings neither. New ones are served. */
  stopAnswering(): void {
    for (const session of this.#sessions) session.silence();
  }

  /** Stops to read every connection, so that what drivers send piles up on their side. */
  pauseReading(): void {
    for (const session of this.#sessions) session.pause();
  }

  /** Reads on after {@link pauseReading}. */
  resumeReading(): void {
    for (const session of this.#sessions) session.resume();
  }

  /** Answers every registration with an error until {@link acceptRegistration}. */
  rejectRegistration(rejection: RegistrationRejection): void {
    this.#rejection = rejection;
  }

  /** Registers drivers again after {@link rejectRegistration}; those that it rejected have to ask again. */
  acceptRegistration(): void {
    this.#rejection = undefined;
  }

  /** From now on drivers need a token; those without one are answered PAIRING_REQUIRED and wait for {@link approve}. */
  requireApproval(): void {
    this.#door.close();
  }

  /** Approves the drivers that wait: each gets its token in PAIRED. @returns the token of the last one. */
  approve(): string {
    return this.#door.approve();
  }

  /** Makes every token void: drivers that are registered are answered UNAUTHORIZED and closed with 4003. */
  revokeTokens(): void {
    this.#door.revoke(this.#sessions);
  }

  /** Starts, on the same port as before. Does nothing while it runs. */
  async listen(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = new WebSocketServer({
      host: "127.0.0.1",
      port: this.#port,
      path: "/driver",
      perMessageDeflate: false,
      maxPayload: LIMITS.frameBytes,
      autoPong: false,
    });
    this.#server = server;
    server.on("connection", (socket) => {
      const session = new FakeHubSession(socket, {
        frame: (sender, frame) => this.#received(sender, frame),
        rejected: (error) => this.#rejections.add(error),
        pinged: () => this.#pings.add({}),
        closed: (ended, code) => {
          this.#sessions.delete(ended);
          this.#door.left(ended);
          this.#ends.add({ code });
        },
      });
      this.#sessions.add(session);
      session.send(createConnectedFrame("0.0.0-fake"));
    });
    await new Promise<void>((resolve, reject) => {
      server.once("listening", resolve);
      server.once("error", reject);
    });
    const address = server.address();
    if (typeof address === "object" && address !== null) this.#port = address.port;
  }

  /** Stops listening and drops every connection; what it holds stays. {@link listen} starts it again. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
    await this.dropConnections();
    await stopped;
  }

  /** Stops and starts on the same port. @param options.forget the hub comes back without its devices. */
  async restart({ forget = false }: { readonly forget?: boolean } = {}): Promise<void> {
    await this.stop();
    if (forget) this.#devices.clear();
    await this.listen();
  }

  /** Stops for good; whoever waits for something is told. Idempotent. */
  async close(): Promise<void> {
    await this.stop();
    const journals = [this.#events, this.#registrations, this.#rejections, this.#pairings, this.#pings, this.#ends];
    for (const journal of journals) journal.close("The FakeHub was closed.");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #next<Item>(journal: Journal<Item>, what: string): Promise<Item> {
    return journal.next({ matches: () => true, what, deadlineMs: this.#deadlineMs });
  }

  #sessionOf(deviceId: string): FakeHubSession {
    const owner = this.#devices.get(deviceId)?.owner;
    for (const session of this.#sessions) {
      const { identity } = session;
      if (identity !== undefined && (owner === undefined || isSameDriver(identity, owner))) return session;
    }
    throw new Error(`No driver is registered that could act on ${deviceId}.`);
  }

  #received(session: FakeHubSession, frame: DriverFrame): void {
    switch (frame.type) {
      case "register":
        return this.#register(session, frame.request);
      case "event":
        return this.#accept(session, frame.event);
      case "events":
        for (const event of frame.events) {
          if (event instanceof ProtocolError) session.reject(event);
          else this.#accept(session, event);
        }
    }
  }

  #register(session: FakeHubSession, request: RegisterRequest): void {
    this.#registrations.add(request);
    const ref = { event: "driver.register" };
    if (session.identity !== undefined) {
      const message = "This socket is registered already.";
      session.reject(new ProtocolError(DRIVER_ERROR_CODES.ALREADY_REGISTERED, message, { ref }));
      return;
    }
    if (this.#rejection !== undefined) {
      const { code, message = "The registration was refused.", details = [], closeCode } = this.#rejection;
      const told = details.map((detail) => ({ path: "", message: detail }));
      session.reject(new ProtocolError(code, message, { details: told, ref }));
      if (closeCode !== undefined) void session.close(closeCode, message);
      return;
    }
    if (!this.#door.admits(session, request)) return;
    for (const other of this.#sessions) {
      if (other.identity === undefined || !isSameDriver(other.identity, request)) continue;
      other.identity = undefined;
      void other.close(CLOSE_CODES.REPLACED, "A newer session took over.");
    }
    session.identity = request;
    session.send(createRegisteredFrame(request, createId(), this.#devices.of(request)));
  }

  #accept(session: FakeHubSession, event: DriverEvent): void {
    const sender = session.identity;
    const deviceId = "deviceId" in event ? { deviceId: event.deviceId } : {};
    if (sender === undefined) {
      const ref = { event: event.event, ...deviceId };
      session.reject(new ProtocolError(DRIVER_ERROR_CODES.NOT_REGISTERED, "Register first.", { ref }));
      return;
    }
    try {
      if ("deviceId" in event) this.#devices.apply(sender, event);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      session.reject(error);
      return;
    }
    this.#events.add(event);
  }
}
