import type { CommandDescriptor } from "@hos/driver-sdk";

/** Catalogue rows of a device that can be switched, for those that describe their commands themselves. */
export const POWER_COMMANDS: readonly CommandDescriptor[] = [
  { key: "turn_on", label: "Turn on", confirms: { power: true } },
  { key: "turn_off", label: "Turn off", confirms: { power: false } },
];
