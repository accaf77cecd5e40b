import type { DeviceDiscovered, DeviceUpdated } from "@hos/protocol";
import { copyJson } from "./copy-json.ts";

/** What the driver says of a device, with every member present. Never changed in place. */
export type DeviceDescription = Readonly<Required<DeviceDiscovered>>;

/** A description of its own from DEVICE_DISCOVERED: what is not named is empty. */
export function createDescription(discovered: DeviceDiscovered): DeviceDescription {
  return {
    name: discovered.name,
    deviceType: discovered.deviceType,
    tags: [...(discovered.tags ?? [])],
    target: copyJson(discovered.target ?? {}),
    properties: copyJson(discovered.properties ?? {}),
  };
}

/** A new description after DEVICE_UPDATED: named members replace; `target` and `properties` are merged by member. */
export function updateDescription(current: DeviceDescription, update: DeviceUpdated): DeviceDescription {
  return {
    name: update.name ?? current.name,
    deviceType: update.deviceType ?? current.deviceType,
    tags: [...(update.tags ?? current.tags)],
    target: { ...current.target, ...copyJson(update.target ?? {}) },
    properties: { ...current.properties, ...copyJson(update.properties ?? {}) },
  };
}
