import {
  type Action,
  CLOSE_CODES,
  type ConnectedFrame,
  createEventFrame,
  createRegisterFrame,
  DRIVER_ERROR_CODES,
  type DriverErrorFrame,
  type DriverEvent,
  type HubFrame,
  LIMITS,
  type PairedFrame,
  parseHubFrame,
  type RegisteredFrame,
  type RegisterRequest,
} from "@hos/protocol";
import type { CancelTimer, Clock, Logger } from "@hos/runtime";
import type { DriverCredential } from "../credentials/driver-credential.ts";
import { DriverError } from "../errors/driver-error.ts";
import { HubError } from "../errors/hub-error.ts";
import type { Disconnection } from "./disconnection.ts";
import { DriverConnection } from "./driver-connection.ts";
import type { OpenSocket } from "./hub-socket.ts";
import type { ReconnectSchedule } from "./reconnect-schedule.ts";

/** What a {@link HubLink} is made of. */
export interface HubLinkOptions {
  readonly url: string;
  /** Without a token: that is the credential's. */
  readonly request: RegisterRequest;
  readonly credential: Pick<DriverCredential, "read" | "keep" | "advice">;
  readonly autoRegister: boolean;
  readonly schedule: ReconnectSchedule | undefined;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Hears what happens on a {@link HubLink}. */
export interface HubLinkListener {
  connected(greeting: ConnectedFrame): void;
  /** A person has to approve the driver. */
  pairing(pairing: Pairing): void;
  registered(answer: RegisteredFrame): void;
  action(action: Action): void;
  /** There is room again after {@link HubLink.hasRoom} was false. */
  drained(): void;
  failed(error: DriverError): void;
  lost(disconnection: Disconnection): void;
}

type Handshake =
  | { readonly name: "none" }
  | { readonly name: "greeting"; readonly cancel: CancelTimer }
  | { readonly name: "greeted" }
  | { readonly name: "registering"; readonly cancel: CancelTimer }
  /** A person has to approve the driver. */
  | { readonly name: "pairing"; readonly cancel: CancelTimer }
  | { readonly name: "registered"; readonly cancel: CancelTimer }
  /** The hub said no, but may say yes another time. */
  | { readonly name: "refused"; readonly cancel: CancelTimer };

/** Where a link is between nothing and a session. */
export type LinkStatus =
  | Exclude<DriverConnection["state"], "open">
  | "connected"
  | "registering"
  /** It waits for a person's approval. */
  | "pairing"
  | "registered";

/** The code that a person compares, and until when it holds. */
export type Pairing = NonNullable<DriverErrorFrame["pairing"]>;

/** A registration that held this many milliseconds sets the reconnect schedule back to its beginning. */
export const HELD_AFTER_MS = 30_000;
/** With so many bytes waiting in the socket, nothing more goes in that can wait. */
const FULL_BYTES = 1024 * 1024;
/** From here on there is room again. */
const DRAINED_BYTES = FULL_BYTES / 4;

/** The driver's end of the wire: a connection that registers itself, and one session after another on it. */
export class HubLink {
  readonly #options: HubLinkOptions;
  readonly #listener: HubLinkListener;
  readonly #connection: DriverConnection;
  #handshake: Handshake = { name: "none" };
  #full = false;
  #lastRefusal: HubError | undefined;

  constructor(options: HubLinkOptions, listener: HubLinkListener) {
    this.#options = options;
    this.#listener = listener;
    this.#connection = new DriverConnection(options, {
      opened: () => this.#enter({ name: "greeting", cancel: this.#patience("The hub did not greet in time.") }),
      received: (text) => this.#received(text),
      flushed: () => this.#flushed(),
      lost: (disconnection) => this.#lost(disconnection),
    });
  }

  get status(): LinkStatus {
    const { state } = this.#connection;
    if (state !== "open") return state;
    const { name } = this.#handshake;
    return name === "registered" || name === "registering" || name === "pairing" ? name : "connected";
  }

  /** Whether an event that is sent now can reach the hub. */
  get open(): boolean {
    return this.#handshake.name === "registered" && this.#connection.writable;
  }

  /** Whether the socket takes more. While it does not, what can wait should; `drained` tells when to go on. */
  get hasRoom(): boolean {
    this.#full ||= this.#connection.bufferedBytes >= FULL_BYTES;
    return this.open && !this.#full;
  }

  /** @throws {DriverError} CLOSED */
  connect(): void {
    this.#connection.connect();
  }

  /**
   * Registers on an open connection. Does nothing while a registration runs, waits for approval, or stands.
   *
   * @throws {DriverError} NOT_CONNECTED before the hub has greeted.
   */
  register(): void {
    switch (this.#handshake.name) {
      case "none":
      case "greeting":
        throw new DriverError("NOT_CONNECTED", "There is no hub to register with; register after `connected`.");
      case "registering":
      case "pairing":
      case "registered":
        return;
      case "greeted":
      case "refused":
        this.#lastRefusal = undefined;
        this.#register();
    }
  }

  /** Sends an event. An event larger than a hub takes is told as failed and goes nowhere. */
  send(event: DriverEvent): void {
    const text = JSON.stringify(createEventFrame(event));
    if (isTooLarge(text)) {
      const deviceId = "deviceId" in event ? { deviceId: event.deviceId } : {};
      const message = `${event.event} is larger than ${LIMITS.frameBytes} bytes and was not sent; send less at once.`;
      this.#listener.failed(new DriverError("FRAME_TOO_LARGE", message, { ref: { event: event.event, ...deviceId } }));
      return;
    }
    this.#connection.send(text);
  }

  /** Says goodbye, for ever. Resolves when no handle is left. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  #received(text: string): void {
    let hubFrame: HubFrame;
    try {
      hubFrame = parseHubFrame(text);
    } catch (cause) {
      const message = "The hub sent a frame that is not of the protocol; it was passed over.";
      this.#listener.failed(new DriverError("INVALID_HUB_FRAME", message, { cause }));
      return;
    }
    switch (hubFrame.type) {
      case "connected":
        return this.#greeted(hubFrame.frame);
      case "registered":
        return this.#registered(hubFrame.frame);
      case "paired":
        return this.#paired(hubFrame.frame);
      case "error":
        return this.#refused(hubFrame.frame);
      case "action":
        if (this.#handshake.name === "registered") this.#listener.action(hubFrame.action);
    }
  }

  #greeted(greeting: ConnectedFrame): void {
    if (this.#handshake.name !== "greeting") return;
    this.#enter({ name: "greeted" });
    this.#listener.connected(greeting);
    // A listener may have registered, closed or reconnected meanwhile.
    if (this.#options.autoRegister && this.status === "connected") this.register();
  }

  /** @param ready what has to be done before, if anything. It does not reject. */
  #register(ready?: Promise<void>): void {
    const cancel = this.#patience("The hub did not answer the registration in time.");
    const handshake: Handshake = { name: "registering", cancel };
    this.#enter(handshake);
    const send = (token: string | undefined) => {
      // The connection may have been lost meanwhile.
      if (this.#handshake !== handshake) return;
      const request = { ...this.#options.request, ...(token !== undefined && { token }) };
      this.#connection.send(JSON.stringify(createRegisterFrame(request)));
    };
    const token =
      ready === undefined ? this.#options.credential.read() : ready.then(() => this.#options.credential.read());
    if (token instanceof Promise) void token.then(send);
    else send(token);
  }

  #paired({ token }: PairedFrame): void {
    if (this.#handshake.name !== "pairing") return;
    // What is registered can be found again after a crash: the token is kept first.
    this.#register(this.#options.credential.keep(token));
  }

  #registered(answer: RegisteredFrame): void {
    if (this.#handshake.name !== "registering") return;
    const cancel = this.#options.clock.setTimeout(() => this.#connection.resetDelays(), HELD_AFTER_MS);
    this.#enter({ name: "registered", cancel });
    this.#listener.registered(answer);
  }

  #refused(frame: DriverErrorFrame): void {
    const error = new HubError(frame);
    if (error.code === DRIVER_ERROR_CODES.UNAUTHORIZED) this.#lastRefusal = error;
    if (this.#handshake.name !== "registering") {
      this.#listener.failed(error);
      return;
    }
    if (error.code === DRIVER_ERROR_CODES.PAIRING_REQUIRED && frame.pairing !== undefined) {
      this.#await(frame.pairing);
      return;
    }
    this.#lastRefusal = error;
    this.#enter({ name: "refused", cancel: this.#patience("The hub refused the registration.") });
    this.#listener.failed(error);
    // The same registration would be refused for ever.
    if (error.code === DRIVER_ERROR_CODES.VALIDATION_ERROR) {
      this.#connection.stop("The hub does not accept the registration.");
    }
  }

  /** The hub ends a wait that was in vain, and the heartbeat notices a hub that is gone: the link only waits. */
  #await(pairing: Pairing): void {
    const cancel = this.#options.clock.setTimeout(() => this.#connection.resetDelays(), HELD_AFTER_MS);
    this.#enter({ name: "pairing", cancel });
    this.#listener.pairing(pairing);
  }

  #flushed(): void {
    if (!this.#full || this.#connection.bufferedBytes > DRAINED_BYTES) return;
    this.#full = false;
    this.#listener.drained();
  }

  #lost(disconnection: Disconnection): void {
    this.#enter({ name: "none" });
    this.#full = false;
    const failure = this.#explain(disconnection);
    // The sentence of the hub says more than the one word of its close frame.
    const reason = (failure !== undefined && this.#lastRefusal?.message) || disconnection.reason;
    this.#listener.lost({ ...disconnection, reason });
    if (failure !== undefined) this.#listener.failed(failure);
  }

  /** What the author has to be told of a session that the hub ended for good, the replaced one aside. */
  #explain({ code, reason }: Disconnection): DriverError | undefined {
    const cause = this.#lastRefusal;
    const { advice } = this.#options.credential;
    const details = [
      ...(cause?.details ?? []),
      ...(code === CLOSE_CODES.UNAUTHORIZED && advice !== undefined ? [advice] : []),
    ];
    const why = cause?.message ?? reason;
    if (code === CLOSE_CODES.UNAUTHORIZED) {
      const message = `The hub does not let this driver in (4003): ${why}`;
      return new DriverError("UNAUTHORIZED", message, { details, cause });
    }
    if (code === CLOSE_CODES.UNSUPPORTED_VERSION) {
      const message = `The hub does not speak this protocol version (4004): ${why}`;
      return new DriverError("UNSUPPORTED_VERSION", message, { details, cause });
    }
    return undefined;
  }

  #patience(complaint: string): CancelTimer {
    return this.#options.clock.setTimeout(() => this.#connection.abandon(complaint), LIMITS.registerTimeoutMs);
  }

  #enter(next: Handshake): void {
    const left = this.#handshake;
    this.#handshake = next;
    if ("cancel" in left) left.cancel();
  }
}

function isTooLarge(text: string): boolean {
  // No character of a JavaScript string needs more than three bytes, so most texts need no counting.
  return text.length * 3 > LIMITS.frameBytes && Buffer.byteLength(text) > LIMITS.frameBytes;
}
