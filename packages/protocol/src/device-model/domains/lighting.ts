import { defineCommand } from "./define-command.ts";
import type { DeviceDomain } from "./device-domain.ts";
import { Color, Kelvin, OnOff, Percent } from "./state-fields.ts";
import { POWER_COMMANDS } from "./power-commands.ts";

const fields = { power: OnOff, brightness: Percent, color: Color, colorTemperature: Kelvin };
const commands = [
  ...POWER_COMMANDS,
  defineCommand("toggle", { idempotent: false }),
  defineCommand("set_brightness", { payload: { brightness: Percent }, confirms: { brightness: "$brightness" } }),
  defineCommand("set_color", { payload: { color: Color }, confirms: { color: "$color" } }),
  defineCommand("set_color_temperature", {
    payload: { colorTemperature: Kelvin },
    confirms: { colorTemperature: "$colorTemperature" },
  }),
];

/** Lights and what is switched like them. */
export const LIGHTING: DeviceDomain = {
  key: "lighting",
  label: "Lighting",
  deviceTypes: ["light", "switch", "dimmer", "outlet"].map((deviceType) => ({ deviceType, fields, commands })),
};
