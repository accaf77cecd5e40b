import type { Action, DriverIdentity } from "@hos/protocol";
import type { CommandCatalogue, DeviceState } from "@hos/protocol/device-model";

/** What the dispatcher needs to know of a device. */
export interface DispatchDevice {
  /** The driver that announced it; only this one may answer its commands. */
  readonly owner: DriverIdentity;
  readonly catalogue: CommandCatalogue;
  /** The state as it stands now. Read at once, never kept. */
  readonly state: DeviceState;
}

/** What the dispatcher asks of its surroundings. Both are called synchronously; one that throws costs that command only. */
export interface DispatchPorts {
  findDevice(deviceId: string): DispatchDevice | undefined;
  /** Hands a command to the session of a driver. `false`: the driver has none, and nothing was sent. */
  sendAction(owner: DriverIdentity, action: Action): boolean;
}
