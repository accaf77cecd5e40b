import {
  type DeviceAvailability,
  type DeviceDiscovered,
  type DeviceEvent,
  type DeviceUpdated,
  DRIVER_ERROR_CODES,
  type DriverIdentity,
  formatDriverIdentity,
  isSameDriver,
  type JsonObject,
  ProtocolError,
} from "@hos/protocol";
import { mergeExtras, mergeState, type MutableJsonObject } from "@hos/protocol/device-model";
import { checkDeviceEvent } from "./check-device-event.ts";

/** A device as a `FakeHub` holds it. */
export interface FakeHubDevice {
  readonly owner: DriverIdentity;
  /** The last announcement with its updates; `undefined` where a test put the device there. */
  readonly description: DeviceDiscovered | undefined;
  readonly state: JsonObject;
  readonly extras: JsonObject;
  /** What the driver last reported. */
  readonly availability: DeviceAvailability | undefined;
}

interface Entry extends FakeHubDevice {
  description: DeviceDiscovered | undefined;
  readonly state: MutableJsonObject;
  readonly extras: MutableJsonObject;
  availability: DeviceAvailability | undefined;
}

/** The devices of a `FakeHub`: owned by who announced them, states merged. */
export class FakeHubDevices {
  readonly #devices = new Map<string, Entry>();

  get(deviceId: string): FakeHubDevice | undefined {
    return this.#devices.get(deviceId);
  }

  /** The ids of a driver, in the order of their announcement. */
  of(owner: DriverIdentity): readonly string[] {
    return [...this.#devices].filter(([, device]) => isSameDriver(device.owner, owner)).map(([deviceId]) => deviceId);
  }

  /** Puts a device there as if the driver had announced it in an earlier run. */
  hold(owner: DriverIdentity, deviceId: string): void {
    this.#open(owner, deviceId);
  }

  /** Removes a device as a person does. */
  remove(deviceId: string): void {
    this.#devices.delete(deviceId);
  }

  clear(): void {
    this.#devices.clear();
  }

  /** @throws {ProtocolError} DEVICE_NOT_FOUND, DEVICE_CONFLICT or VALIDATION_ERROR; nothing changed then. */
  apply(sender: DriverIdentity, event: DeviceEvent): void {
    const ref = { event: event.event, deviceId: event.deviceId };
    const known = this.#devices.get(event.deviceId);
    if (known !== undefined && !isSameDriver(known.owner, sender)) {
      const message = `Device ${event.deviceId} belongs to ${formatDriverIdentity(known.owner)}.`;
      throw new ProtocolError(DRIVER_ERROR_CODES.DEVICE_CONFLICT, message, { ref });
    }
    if (known === undefined && event.event !== "DEVICE_DISCOVERED") {
      const message = `Device ${event.deviceId} is not announced.`;
      throw new ProtocolError(DRIVER_ERROR_CODES.DEVICE_NOT_FOUND, message, { ref });
    }
    checkDeviceEvent(event, known?.description);
    const device = known ?? this.#open(sender, event.deviceId);
    switch (event.event) {
      case "DEVICE_DISCOVERED":
        device.description = event.data;
        return;
      case "DEVICE_UPDATED":
        if (device.description !== undefined) device.description = amend(device.description, event.data);
        return;
      case "DEVICE_REMOVED":
        this.#devices.delete(event.deviceId);
        return;
      case "STATE_UPDATE":
        mergeState(device.state, event.data);
        mergeExtras(device.extras, event.data.extras ?? {});
        return;
      case "DEVICE_AVAILABILITY":
        device.availability = event.data;
        return;
      case "METRIC_UPDATE":
      case "ACTION_RESULT":
    }
  }

  #open(owner: DriverIdentity, deviceId: string): Entry {
    const device: Entry = { owner, description: undefined, state: {}, extras: {}, availability: undefined };
    this.#devices.set(deviceId, device);
    return device;
  }
}

function amend(before: DeviceDiscovered, update: DeviceUpdated): DeviceDiscovered {
  return {
    ...before,
    ...update,
    target: { ...before.target, ...update.target },
    properties: { ...before.properties, ...update.properties },
  };
}
