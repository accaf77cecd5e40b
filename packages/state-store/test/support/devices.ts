import type { DeviceDiscovered, DriverIdentity } from "@hos/protocol";
import type { StoredDevice } from "../../src/index.ts";

export const OWNER: DriverIdentity = { driverKey: "MY_DRIVER", instanceId: "my-driver-001" };
export const OTHER: DriverIdentity = { driverKey: "MY_DRIVER", instanceId: "my-driver-002" };

export const LAMP: DeviceDiscovered = {
  name: "Lamp",
  deviceType: "light",
  tags: ["living-room"],
  target: { host: "192.168.1.20" },
  properties: { manufacturer: "ACME" },
};

/** Lets everything that is only waiting for settled promises run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

export function createStored(id: string, changes: Partial<StoredDevice> = {}): StoredDevice {
  return {
    id,
    owner: OWNER,
    description: { name: "Lamp", deviceType: "light", tags: [], target: {}, properties: {} },
    state: {},
    extras: {},
    availability: { status: "online", reason: null, since: "2026-01-01T00:00:00.000Z" },
    heldOffline: null,
    reportedAt: null,
    changedAt: null,
    ...changes,
  };
}
