import type { IncomingMessage } from "node:http";
import { ActionDispatcher } from "@hos/dispatcher";
import type { DriverIdentity } from "@hos/protocol";
import { AVAILABILITY_REASONS } from "@hos/protocol/device-model";
import { createId as createRandomId, type Logger, silentLogger, systemClock } from "@hos/runtime";
import { DeviceStateManager } from "@hos/state-store";
import { DriverDirectory } from "./directory/driver-directory.ts";
import { ProtocolHub } from "./events/protocol-hub.ts";
import { DriverWebSocketServer } from "./gateway/driver-web-socket-server.ts";
import type { Departure, GatewayPorts } from "./gateway/gateway-ports.ts";
import { DEFAULT_HUB_LIMITS, type HubLimits } from "./hub-limits.ts";
import type { HubOptions } from "./hub-options.ts";
import { createTurnClock } from "./session/turn-clock.ts";
import { TurnCounter } from "./session/turn-counter.ts";
import { DriverEventHandler } from "./wiring/driver-event-handler.ts";

const DEFAULT_GRACE_MS = 5_000;
const peerOf = ({ socket }: IncomingMessage) => socket.remoteAddress ?? null;

/**
 * A whole hub without its client side: drivers connect to `gateway`, `devices` holds the home, `commands` acts on it,
 * `drivers` tells who is there, and `events` tells what happens.
 *
 * `start()` first, then give `gateway` a port or the upgrade requests of a server.
 */
export class Hub {
  readonly events: ProtocolHub;
  readonly devices: DeviceStateManager;
  readonly commands: ActionDispatcher;
  readonly drivers: DriverDirectory;
  readonly gateway: DriverWebSocketServer;
  readonly #handler: DriverEventHandler;
  #starting: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: HubOptions) {
    const { clock = systemClock, createId = createRandomId, serverVersion } = options;
    const { devices: deviceLogger, commands: commandLogger, drivers: logger } = createLoggers(options.logger);
    const { epoch = createId(), graceMs = DEFAULT_GRACE_MS, historySize, persistence, addressOf = peerOf } = options;
    const limits: HubLimits = { ...DEFAULT_HUB_LIMITS, ...options.limits };
    this.events = new ProtocolHub(logger);
    const turns = new TurnCounter(clock);
    this.devices = new DeviceStateManager({
      clock: createTurnClock(clock, turns),
      logger: deviceLogger,
      epoch,
      graceMs,
      ...(historySize !== undefined && { historySize }),
      ...(persistence !== undefined && { persistence }),
    });
    this.commands = new ActionDispatcher(
      {
        findDevice: (deviceId) => this.#findDevice(deviceId),
        sendAction: (owner, action) => this.gateway.sendAction(owner, action),
      },
      { clock, createId, logger: commandLogger, ...(options.journal !== undefined && { journal: options.journal }) },
    );
    this.drivers = new DriverDirectory({
      clock,
      limits,
      graceMs,
      devicesOf: (driver) => this.devices.devicesOf(driver),
      onPresence: (presence) => this.events.emit("live", presence),
    });
    const { devices, commands, drivers } = this;
    this.#handler = new DriverEventHandler({ devices, commands, drivers, logger, limits });
    const ports = this.#createPorts(logger);
    this.gateway = new DriverWebSocketServer(ports, {
      serverVersion,
      clock,
      turns,
      logger,
      createId,
      limits,
      addressOf,
      admission: options.admission,
    });
    this.devices.onChange((change) => this.events.emit("live", change));
    this.commands.onProgress((progress) => this.events.emit("live", progress));
  }

  /** Loads what persistence holds. The owners of those devices are in `drivers`, as disconnected. */
  start(): Promise<void> {
    this.#starting ??= this.#load();
    return this.#starting;
  }

  /**
   * A person takes a device away; its id is free again. Commands for it fail.
   *
   * @returns whether there was such a device.
   */
  removeDevice(deviceId: string): boolean {
    const owner = this.devices.ownerOf(deviceId);
    if (owner === undefined) return false;
    this.devices.remove(deviceId);
    this.commands.deviceRemoved(deviceId);
    this.drivers.forgetDevice(owner, deviceId);
    this.#handler.forget(deviceId);
    return true;
  }

  /**
   * Settles every command with HUB_STOPPING, ends the sessions (1001, or 1012 where the hub `restarts`), writes what is
   * not stored yet, and leaves no handle. Idempotent; settles within the close timeout and the time that storing takes.
   */
  close(options: { readonly restarting?: boolean } = {}): Promise<void> {
    this.#closing ??= this.#shutDown(options);
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #load(): Promise<void> {
    await this.devices.start();
    await this.commands.start();
    for (const { driverKey, instanceId } of this.devices.list()) {
      this.drivers.remember({ driverKey, instanceId }, AVAILABILITY_REASONS.HUB_RESTARTED);
    }
  }

  async #shutDown(options: { readonly restarting?: boolean }): Promise<void> {
    // Before the sessions end: the callers are told that the hub stops, not that a driver was lost.
    const journalled = this.commands.close();
    this.drivers.close();
    await this.gateway.close(options);
    await Promise.all([journalled, this.devices.close()]);
  }

  #findDevice(deviceId: string) {
    const record = this.devices.get(deviceId);
    const catalogue = this.devices.catalogueOf(deviceId);
    const owner = this.devices.ownerOf(deviceId);
    if (record === undefined || catalogue === undefined || owner === undefined) return undefined;
    return { owner, catalogue, state: record.state };
  }

  #createPorts(logger: Logger): GatewayPorts {
    const { devices, drivers, events } = this;
    return {
      devicesOf: (driver: DriverIdentity) => devices.devicesOf(driver),
      receive: (driver, event) => this.#handler.handle(driver, event),
      opened: (registration) => {
        const { driver, sessionId, address } = registration;
        logger.info("A driver registered.", { ...driver, sessionId, address });
        devices.driverReturned(driver);
        const traffic = drivers.opened(registration);
        events.emit("sessionOpened", { driver, sessionId, address });
        return traffic;
      },
      ended: (departure) => this.#sessionEnded(departure, logger),
      rejected: (rejection) => {
        const { driver, sessionId, error } = rejection;
        if (driver !== undefined) drivers.recordFault(driver, error);
        logger.debug("A frame was rejected.", { ...driver, sessionId, code: error.code });
        events.emit("frameRejected", rejection);
      },
      refused: (driver, error) => drivers.recordRefusal(driver, error),
    };
  }

  #sessionEnded(departure: Departure, logger: Logger): void {
    const { driver, sessionId, end, replaced } = departure;
    logger.info("A driver session ended.", { ...driver, sessionId, ...end });
    this.commands.driverLost(driver);
    // The grace time of the devices begins before that of the driver, so that they are told offline first.
    if (!replaced) this.devices.driverLost(driver);
    this.drivers.ended(departure);
    this.events.emit("sessionClosed", { driver, sessionId, end });
  }
}

/** Each part of the hub logs under its name, so that it can have a level of its own. */
function createLoggers(logger: Logger = silentLogger) {
  return {
    devices: logger.child({ component: "devices" }),
    commands: logger.child({ component: "commands" }),
    drivers: logger.child({ component: "drivers" }),
  };
}
