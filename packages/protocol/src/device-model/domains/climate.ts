import { defineCommand } from "./define-command.ts";
import type { DeviceDomain } from "./device-domain.ts";
import { Celsius, Level, OnOff, Percent, Text } from "./state-fields.ts";
import { POWER_COMMANDS } from "./power-commands.ts";

const fields = {
  power: OnOff,
  temperature: Celsius,
  targetTemperature: Celsius,
  // heat, cool, auto and off everywhere; a device may have more.
  mode: Text,
  humidity: Percent,
  fanSpeed: Level,
};
const commands = [
  ...POWER_COMMANDS,
  defineCommand("set_temperature", {
    payload: { targetTemperature: Celsius },
    confirms: { targetTemperature: "$targetTemperature" },
  }),
  defineCommand("set_mode", { payload: { mode: Text }, confirms: { mode: "$mode" } }),
  defineCommand("set_fan_speed", { payload: { fanSpeed: Level }, confirms: { fanSpeed: "$fanSpeed" } }),
];

/** Heating, cooling and air. */
export const CLIMATE: DeviceDomain = {
  key: "climate",
  label: "Climate",
  deviceTypes: ["thermostat", "hvac", "fan"].map((deviceType) => ({ deviceType, fields, commands })),
};
