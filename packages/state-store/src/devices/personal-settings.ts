import type { DeviceSettings } from "@hos/protocol/rest";

/** What a person set for a device. It stands above what the driver says and is kept apart from it. */
export interface PersonalSettings {
  /** `null`: the driver's name serves. */
  readonly name: string | null;
  readonly spaceId: string | null;
  readonly hidden: boolean;
}

/** Nothing was set. */
export const NO_SETTINGS: PersonalSettings = { name: null, spaceId: null, hidden: false };

/** The settings after a request: members that it does not name stay, `null` gives one back to the driver. */
export function changeSettings(current: PersonalSettings, change: DeviceSettings): PersonalSettings {
  return {
    name: change.name === undefined ? current.name : change.name,
    spaceId: change.spaceId === undefined ? current.spaceId : change.spaceId,
    hidden: change.hidden ?? current.hidden,
  };
}

/** Whether two settings are the same. */
export function isSameSettings(a: PersonalSettings, b: PersonalSettings): boolean {
  return a.name === b.name && a.spaceId === b.spaceId && a.hidden === b.hidden;
}
