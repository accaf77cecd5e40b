import type { DeviceRecord } from "@hos/protocol/device-model";

/** A lamp; `members` replace what matters to the test. */
export function createRecord(id: string, members: Partial<DeviceRecord> = {}): DeviceRecord {
  return {
    id,
    name: "Lamp",
    deviceType: "light",
    driverKey: "TEST_DRIVER",
    instanceId: "test-1",
    tags: [],
    spaceId: null,
    hidden: false,
    target: {},
    properties: {},
    commands: [],
    state: { power: false, brightness: 10 },
    extras: { wifi: { rssi: -60, channel: 6 } },
    availability: { status: "online", reason: null, since: "2026-01-01T00:00:00.000Z" },
    reportedAt: null,
    changedAt: null,
    revision: 1,
    ...members,
  };
}
