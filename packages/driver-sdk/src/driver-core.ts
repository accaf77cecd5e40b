import {
  CLOSE_CODES,
  type ConnectedFrame,
  DRIVER_ERROR_CODES,
  type DriverEvent,
  formatDriverIdentity,
  type RegisteredFrame,
} from "@hos/protocol";
import { findStateFault } from "@hos/protocol/device-model";
import { Emitter, type Logger } from "@hos/runtime";
import { ActionHandlers } from "./actions/action-handlers.ts";
import { ActionRunner } from "./actions/action-runner.ts";
import { DriverCredential } from "./credentials/driver-credential.ts";
import type { Disconnection } from "./connection/disconnection.ts";
import { HubLink, type Pairing } from "./connection/hub-link.ts";
import { openWebSocket } from "./connection/open-web-socket.ts";
import { DriverError } from "./errors/driver-error.ts";
import { isHubError } from "./errors/hub-error.ts";
import { createDriverEvent, type UncheckedEvent } from "./events/create-driver-event.ts";
import type { HosDriverEvents } from "./hos-driver-events.ts";
import { EventOutbox } from "./outbox/event-outbox.ts";
import type { ParsedOptions } from "./parse-options.ts";
import { ReadyWaiters } from "./ready-waiters.ts";

/** The parts of a driver and how they are wired; `HosDriver` is its face. */
export class DriverCore {
  readonly events: Emitter<HosDriverEvents>;
  readonly handlers = new ActionHandlers();
  readonly link: HubLink;
  readonly outbox: EventOutbox;
  readonly credential: DriverCredential;
  readonly #runner: ActionRunner;
  readonly #ready = new ReadyWaiters();
  readonly #logger: Logger;
  readonly #closeTimeoutMs: number;
  #closing: Promise<void> | undefined;

  constructor(options: ParsedOptions) {
    const { request, clock, closeTimeoutMs } = options;
    this.#logger = options.logger.child({ driver: formatDriverIdentity(request) });
    this.#closeTimeoutMs = closeTimeoutMs;
    this.events = new Emitter((fault, event) => this.#logger.error("a listener threw", { event, fault }));
    const { token, ...withoutToken } = request;
    this.credential = new DriverCredential({
      token,
      store: options.tokenStore,
      failed: (error) => this.#failed(error),
    });
    this.link = new HubLink(
      { ...options, request: withoutToken, credential: this.credential, openSocket: openWebSocket },
      {
        connected: (greeting) => this.#connected(greeting),
        pairing: (pairing) => this.#pairing(pairing),
        registered: (answer) => this.#registered(answer),
        action: (action) => this.#runner.run(action),
        drained: () => this.outbox.flush(),
        failed: (error) => this.#failed(error),
        lost: (disconnection) => this.#lost(disconnection),
      },
    );
    this.outbox = new EventOutbox(this.link, this.#logger);
    this.#runner = new ActionRunner({
      clock,
      handlers: this.handlers,
      isAnnounced: (deviceId) => this.outbox.devices.isAnnounced(deviceId),
      checkState: (deviceId, data) => this.check({ event: "STATE_UPDATE", deviceId, data }),
      begun: (action) => this.events.emit("action", action),
      result: (event) => this.outbox.send(event),
      confirmed: (event) => this.outbox.send(event, { always: true }),
      failed: (error) => this.#failed(error),
    });
  }

  /** Copies and checks an event. @throws {TypeError} */
  check(unchecked: UncheckedEvent): DriverEvent {
    const event = createDriverEvent(unchecked);
    if (event.event !== "STATE_UPDATE") return event;
    const deviceType = this.outbox.devices.descriptionOf(event.deviceId)?.deviceType;
    const fault = deviceType === undefined ? undefined : findStateFault(deviceType, event.data);
    if (fault === undefined) return event;
    throw new TypeError(`Invalid STATE_UPDATE of ${event.deviceId}. ${fault.message}`);
  }

  /** @throws {DriverError} CLOSED */
  connect(): void {
    if (this.#closing !== undefined) throw closedError();
    this.link.connect();
  }

  async ready(signal: AbortSignal | undefined): Promise<void> {
    if (this.#closing !== undefined) throw closedError();
    if (this.link.status !== "registered") await this.#ready.wait(signal);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#ready.reject(closedError());
    await this.#runner.close(this.#closeTimeoutMs);
    await this.link.close();
    this.#logger.info("closed");
    this.events.clear();
  }

  #connected({ server, protocolVersion }: ConnectedFrame): void {
    this.#logger.debug("connected", { server });
    this.events.emit("connected", { server, protocolVersion });
  }

  #pairing({ code, expiresAt }: Pairing): void {
    this.#logger.warn(`Approve this driver in the hub with the code ${code}.`, { expiresAt });
    this.events.emit("pairing", { code, expiresAt });
  }

  #registered({ sessionId, devices }: RegisteredFrame): void {
    this.#logger.info("registered", { sessionId });
    this.outbox.resync(devices);
    this.events.emit("registered", { sessionId, devices });
    this.#ready.resolve();
  }

  #lost(disconnection: Disconnection): void {
    const { code, reason, willReconnect } = disconnection;
    this.#logger.info("disconnected", { ...disconnection });
    this.events.emit("disconnected", disconnection);
    if (code === CLOSE_CODES.REPLACED) this.events.emit("replaced", { reason });
    if (!willReconnect) this.#ready.reject(endedError(disconnection));
  }

  #failed(error: DriverError): void {
    this.#learn(error);
    const { code, message, details, ref } = error;
    if (this.events.listenerCount("error") === 0) this.#logger.error(message, { code, details, ref });
    else this.events.emit("error", error);
  }

  /** What the hub refused, it does not hold: it must not count as told. */
  #learn(error: DriverError): void {
    const deviceId = error.ref?.deviceId;
    if (!isHubError(error) || deviceId === undefined) return;
    const { devices } = this.outbox;
    const event = error.ref?.event;
    const isUnknown = error.code === DRIVER_ERROR_CODES.DEVICE_NOT_FOUND;
    if (isUnknown || event === "DEVICE_DISCOVERED" || event === "DEVICE_UPDATED") devices.doubt(deviceId);
    else if (event === "STATE_UPDATE") devices.forgetState(deviceId);
  }
}

function closedError(): DriverError {
  return new DriverError("CLOSED", "The driver was closed; make a new HosDriver.");
}

function endedError({ code, reason }: Disconnection): DriverError {
  const how = `(${code}${reason === "" ? "" : `: ${reason}`})`;
  switch (code) {
    case CLOSE_CODES.REPLACED:
      return new DriverError("REPLACED", `A newer session of this driver took over ${how}.`);
    case CLOSE_CODES.UNAUTHORIZED:
      return new DriverError("UNAUTHORIZED", `The hub does not let this driver in ${how}.`);
    case CLOSE_CODES.UNSUPPORTED_VERSION:
      return new DriverError("UNSUPPORTED_VERSION", `The hub does not speak this protocol version ${how}.`);
    default:
      return new DriverError("DISCONNECTED", `The connection ended and the driver does not return by itself ${how}.`);
  }
}
