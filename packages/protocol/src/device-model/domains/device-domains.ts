import type { DeviceDomain, DeviceTypeModel } from "./device-domain.ts";
import { CLIMATE } from "./climate.ts";
import { COVERS } from "./covers.ts";
import { LIGHTING } from "./lighting.ts";
import { MEDIA } from "./media.ts";
import { ROBOT_VACUUMS } from "./robot-vacuums.ts";
import { SECURITY } from "./security.ts";

/** The device model: every domain with its types, their typed state fields and default commands. */
export const DEVICE_DOMAINS: readonly DeviceDomain[] = [LIGHTING, MEDIA, CLIMATE, COVERS, SECURITY, ROBOT_VACUUMS];

interface Entry {
  readonly domain: DeviceDomain;
  readonly model: DeviceTypeModel;
}

const byType: ReadonlyMap<string, Entry> = new Map(
  DEVICE_DOMAINS.flatMap((domain) => domain.deviceTypes.map((model) => [model.deviceType, { domain, model }] as const)),
);

/** The domain of a deviceType; `undefined` for a type that the device model does not know. */
export function domainOf(deviceType: string): DeviceDomain | undefined {
  return byType.get(deviceType)?.domain;
}

/** What the device model says of a deviceType; `undefined` for a type that it does not know. */
export function deviceTypeModelOf(deviceType: string): DeviceTypeModel | undefined {
  return byType.get(deviceType)?.model;
}
