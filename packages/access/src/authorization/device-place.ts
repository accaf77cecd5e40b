import type { DeviceRecord } from "@hos/protocol/device-model";

/** What decides whether a device is inside a part of the home. */
export type DevicePlace = Pick<DeviceRecord, "id" | "spaceId">;
