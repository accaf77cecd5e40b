import type { ActionDispatcher } from "@hos/dispatcher";
import {
  type DeviceEvent,
  type DeviceDiscovered,
  type DeviceUpdated,
  DRIVER_ERROR_CODES,
  type DriverEvent,
  type DriverIdentity,
  formatDriverIdentity,
  isSameDriver,
  ProtocolError,
  type StateUpdate,
} from "@hos/protocol";
import { type DeviceRecord, findStateFault } from "@hos/protocol/device-model";
import type { Logger } from "@hos/runtime";
import type { DeviceStateManager } from "@hos/state-store";
import type { DriverDirectory } from "../directory/driver-directory.ts";
import type { HubLimits } from "../hub-limits.ts";
import { createFrameError } from "../session/frame-error.ts";
import { DeviceLedger, type DeviceLedgerLimits } from "./device-ledger.ts";
import { tooManyDevices } from "./limit-errors.ts";

/** An event about a device that is there. */
type OwnedEvent = Exclude<DeviceEvent, { event: "DEVICE_DISCOVERED" }>;

/** What a {@link DriverEventHandler} writes into. */
export interface DriverEventTargets {
  readonly devices: DeviceStateManager;
  readonly commands: ActionDispatcher;
  readonly drivers: DriverDirectory;
  readonly logger: Logger;
  readonly limits: Pick<HubLimits, "devicesPerDriver"> & DeviceLedgerLimits;
}

/**
 * Applies the events of drivers to the home. A driver touches its own devices only (protocol v1, "Events, driver to
 * hub").
 */
export class DriverEventHandler {
  readonly #targets: DriverEventTargets;
  readonly #ledger: DeviceLedger;

  constructor(targets: DriverEventTargets) {
    this.#targets = targets;
    this.#ledger = new DeviceLedger(targets.limits);
  }

  /** A device is gone, whoever took it away. */
  forget(deviceId: string): void {
    this.#ledger.forget(deviceId);
  }

  /** @throws {ProtocolError} DEVICE_NOT_FOUND, DEVICE_CONFLICT, LIMIT_EXCEEDED, VALIDATION_ERROR; nothing changed then. */
  handle(driver: DriverIdentity, event: DriverEvent): void {
    switch (event.event) {
      case "DRIVER_STATUS":
        this.#targets.drivers.recordStatus(driver, event.data);
        return;
      case "DRIVER_LOG":
        this.#targets.drivers.recordLog(driver, event.data);
        return;
      case "DEVICE_DISCOVERED":
        this.#announce(driver, event.deviceId, event.data);
        return;
      default:
        this.#handleOwned(driver, this.#expectOwned(driver, event.deviceId), event);
    }
  }

  #announce(driver: DriverIdentity, deviceId: string, description: DeviceDiscovered): void {
    const { devices, limits } = this.#targets;
    const { devicesPerDriver } = limits;
    const owner = devices.ownerOf(deviceId);
    if (owner === undefined && devices.deviceCountOf(driver) >= devicesPerDriver)
      throw tooManyDevices(devicesPerDriver);
    if (owner !== undefined && !isSameDriver(owner, driver)) throw conflict(deviceId, owner);
    const before = devices.get(deviceId);
    if (before === undefined) this.#ledger.forget(deviceId);
    const growth = this.#ledger.checkDescription({ driver, deviceId, device: before }, description);
    devices.announce(driver, deviceId, description);
    const after = before ?? devices.get(deviceId);
    if (after !== undefined) this.#ledger.bookDescription(after, growth);
  }

  #expectOwned(driver: DriverIdentity, deviceId: string): Readonly<DeviceRecord> {
    const device = this.#targets.devices.get(deviceId);
    if (device === undefined) throw notFound(deviceId);
    if (!isSameDriver(device, driver)) throw conflict(deviceId, device);
    return device;
  }

  #handleOwned(driver: DriverIdentity, device: Readonly<DeviceRecord>, event: OwnedEvent): void {
    const { devices, commands, drivers, logger } = this.#targets;
    // The device's own text of it: to find what has the very same text takes no comparison.
    const { id: deviceId } = device;
    switch (event.event) {
      case "STATE_UPDATE":
        this.#applyState(device, event.data);
        return;
      case "ACTION_RESULT":
        if (!commands.settle(driver, deviceId, event.data)) {
          logger.debug("A result answers no command that the hub knows.", {
            ...driver,
            deviceId,
            requestId: event.data.requestId ?? event.data.correlationId,
            command: event.data.command,
          });
        }
        return;
      case "DEVICE_UPDATED":
        this.#update(device, event.data);
        return;
      case "DEVICE_AVAILABILITY":
        devices.reportAvailability(deviceId, event.data);
        return;
      case "METRIC_UPDATE":
        drivers.recordMetrics(driver, deviceId, event.data.metrics);
        return;
      case "DEVICE_REMOVED":
        devices.remove(deviceId);
        commands.deviceRemoved(deviceId);
        drivers.forgetDevice(driver, deviceId);
        this.forget(deviceId);
    }
  }

  #update(device: Readonly<DeviceRecord>, update: DeviceUpdated): void {
    const growth = this.#ledger.checkUpdate(device, update);
    this.#targets.devices.update(device.id, update);
    this.#ledger.bookDescription(device, growth);
  }

  #applyState(device: Readonly<DeviceRecord>, update: StateUpdate): void {
    const { devices, commands } = this.#targets;
    const fault = findStateFault(device.deviceType, update);
    if (fault !== undefined) {
      throw new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "Invalid STATE_UPDATE.", { details: [fault] });
    }
    const booking = this.#ledger.checkState(device, update);
    devices.applyState(device.id, update);
    this.#ledger.bookState(booking);
    commands.stateReported(device.id, update);
  }
}

function notFound(deviceId: string): ProtocolError {
  return createFrameError(DRIVER_ERROR_CODES.DEVICE_NOT_FOUND, `Device "${deviceId}" is not known.`, {
    detail: "Send DEVICE_DISCOVERED for this device_id first.",
    path: "device_id",
  });
}

function conflict(deviceId: string, owner: DriverIdentity): ProtocolError {
  const name = formatDriverIdentity(owner);
  return createFrameError(DRIVER_ERROR_CODES.DEVICE_CONFLICT, `Device "${deviceId}" belongs to ${name}.`, {
    detail: `Use another device_id, or let ${name} or a person remove the device first.`,
    path: "device_id",
  });
}
