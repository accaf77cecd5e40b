import { defineCommand } from "./define-command.ts";

/** Switching on and off, the same in every domain that has `power`. */
export const POWER_COMMANDS = [
  defineCommand("turn_on", { confirms: { power: true } }),
  defineCommand("turn_off", { confirms: { power: false } }),
] as const;
