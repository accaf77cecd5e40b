import type {
  DeviceAvailability,
  DeviceDiscovered,
  DeviceUpdated,
  DriverEventName,
  DriverLog,
  DriverStatus,
  JsonObject,
  Metric,
  StateUpdate,
} from "@hos/protocol";
import type { Unsubscribe } from "@hos/runtime";
import type { ActionHandler } from "./actions/action-handler.ts";
import type { ActionScope } from "./actions/action-handlers.ts";
import type { LinkStatus } from "./connection/hub-link.ts";
import { type DiscoverHubOptions, discoverHub } from "./discovery/discover-hub.ts";
import { DriverCore } from "./driver-core.ts";
import type { DriverEventInput } from "./events/driver-event-input.ts";
import type { HosDriverEvents } from "./hos-driver-events.ts";
import type { HosDriverOptions } from "./hos-driver-options.ts";
import { parseOptions } from "./parse-options.ts";

/**
 * A driver: connects to a hub, announces devices, tells their state and does their commands.
 *
 * Everything may be said at any time, also before `connect()` and while the hub is away: what is said of a device is
 * remembered, folded to its newest, and told to the hub after every registration. What does not change is not sent
 * again. Methods that send throw a `TypeError` at once for what a hub would refuse, naming the member at fault.
 */
export class HosDriver implements AsyncDisposable {
  /** In upper case, as the hub knows it. */
  readonly driverKey: string;
  /** As it was given. */
  readonly instanceId: string;
  readonly #core: DriverCore;

  /**
   * Says where the hub is: the `wsUrl` that was given, else that of the first hub that answers by multicast DNS, for
   * which `@hos/discovery` has to be installed.
   *
   * @throws {DriverError} HUB_NOT_FOUND
   *
   * @example
   * const wsUrl = await HosDriver.discover({ wsUrl: process.env["HOS_WS_URL"] });
   */
  static discover(options?: DiscoverHubOptions): Promise<string> {
    return discoverHub(options);
  }

  /** @throws {TypeError} or {RangeError} naming the option and what it must be. */
  constructor(options: HosDriverOptions) {
    const parsed = parseOptions(options);
    this.driverKey = parsed.request.driverKey;
    this.instanceId = parsed.request.instanceId;
    this.#core = new DriverCore(parsed);
  }

  /** Where the driver is between nothing (`idle`) and a session (`registered`). */
  get status(): LinkStatus {
    return this.#core.link.status;
  }

  /** Calls `listener` with every later `event`. What it throws is logged and harms nobody. */
  on<Name extends keyof HosDriverEvents>(event: Name, listener: (payload: HosDriverEvents[Name]) => void): Unsubscribe {
    return this.#core.events.on(event, listener);
  }

  /** Calls `listener` with the next `event` only. */
  once<Name extends keyof HosDriverEvents>(
    event: Name,
    listener: (payload: HosDriverEvents[Name]) => void,
  ): Unsubscribe {
    return this.#core.events.once(event, listener);
  }

  /**
   * Sets the handler of all actions, or of those of one device, one command or both. The most specific handler gets an
   * action: device and command, then device, then command, then all. A second one for the same takes the place of the
   * first.
   *
   * @throws {TypeError} when the scope or the handler is none.
   */
  onAction(handler: ActionHandler): Unsubscribe;
  onAction(scope: ActionScope, handler: ActionHandler): Unsubscribe;
  onAction(...given: [ActionHandler] | [ActionScope, ActionHandler]): Unsubscribe {
    const [scope, handler] = given.length === 1 ? [{}, given[0]] : given;
    if (typeof handler !== "function") throw new TypeError("The handler of onAction must be a function.");
    return this.#core.handlers.set(scope, handler);
  }

  /**
   * Connects to the hub, and keeps connecting. Does nothing while a connection stands; while the driver waits for its
   * next attempt, makes that attempt now.
   *
   * @throws {DriverError} CLOSED
   */
  connect(): void {
    this.#core.connect();
  }

  /**
   * Registers; needed with `autoRegister: false` only. Does nothing while a registration runs or stands.
   *
   * @throws {DriverError} NOT_CONNECTED before `connected`.
   */
  register(): void {
    this.#core.link.register();
  }

  /**
   * Forgets the stored token, for a driver that is to be approved anew: at the next `connect()` it asks for approval. A
   * token that was given as an option stays.
   *
   * @throws what the store throws.
   */
  forgetToken(): Promise<void> {
    return this.#core.credential.forget();
  }

  /**
   * Resolves when the driver is registered. Waits as long as that takes, or until `signal` aborts.
   *
   * @throws {DriverError} CLOSED, REPLACED, UNAUTHORIZED, UNSUPPORTED_VERSION or DISCONNECTED when the driver gives up.
   */
  ready({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    return this.#core.ready(signal);
  }

  /** Sends any event of the protocol. The methods below say the same in fewer words. */
  sendEvent<Name extends DriverEventName>(name: Name, event: DriverEventInput<Name>): void {
    const deviceId = "device_id" in event ? { deviceId: event.device_id } : {};
    this.#send({ event: name, ...deviceId, data: event.data });
  }

  /** Announces a device, or says anew what it is. DEVICE_DISCOVERED. */
  announceDevice(deviceId: string, description: DeviceDiscovered): void {
    this.#send({ event: "DEVICE_DISCOVERED", deviceId, data: description });
  }

  /** Changes named members of a description; `target` and `properties` are merged. DEVICE_UPDATED. */
  updateDevice(deviceId: string, update: DeviceUpdated): void {
    this.#send({ event: "DEVICE_UPDATED", deviceId, data: update });
  }

  /** The device and its state are gone for good. A hub that is away is told when it is back. DEVICE_REMOVED. */
  removeDevice(deviceId: string): void {
    this.#send({ event: "DEVICE_REMOVED", deviceId, data: {} });
  }

  /**
   * Removes the devices that the hub held for this driver at its last registration and that this process has not
   * spoken of since it started. Call it once every device is announced: one that is announced later loses what a person
   * set for it. Before the first registration it is put off until then. Without this call nobody's devices are touched.
   */
  removeUnknownDevices(): void {
    this.#core.outbox.devices.removeUnknown();
    this.#core.outbox.flush();
  }

  /** Tells what changed: members not named stay as they are, `null` is an unknown reading. STATE_UPDATE. */
  updateState(deviceId: string, state: StateUpdate): void {
    this.#send({ event: "STATE_UPDATE", deviceId, data: state });
  }

  /** Tells measured values that are not part of the state; each is sent, also one that did not change. METRIC_UPDATE. */
  updateMetrics(deviceId: string, metrics: readonly Metric[]): void {
    this.#send({ event: "METRIC_UPDATE", deviceId, data: { metrics } });
  }

  /** Tells that a device does not answer (`offline`), or answers again (`online`). DEVICE_AVAILABILITY. */
  reportAvailability(deviceId: string, status: DeviceAvailability["status"], reason?: string): void {
    this.#send({ event: "DEVICE_AVAILABILITY", deviceId, data: { status, reason } });
  }

  /** Tells how the driver itself is. DRIVER_STATUS. */
  reportStatus(status: DriverStatus["status"], about: Omit<DriverStatus, "status"> = {}): void {
    this.#send({ event: "DRIVER_STATUS", data: { ...about, status } });
  }

  /** Writes a line for the people who look after the home. DRIVER_LOG. */
  log(level: DriverLog["level"], message: string, fields?: JsonObject): void {
    this.#send({ event: "DRIVER_LOG", data: { level, message, fields } });
  }

  /**
   * Takes no more actions, waits `closeTimeoutMs` at most for handlers that run, says goodbye, and leaves no handle.
   * Calling it again returns the same promise.
   */
  close(): Promise<void> {
    return this.#core.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #send(event: Parameters<DriverCore["check"]>[0]): void {
    this.#core.outbox.send(this.#core.check(event));
  }
}
