import { Type } from "typebox";
import { defineCommand } from "./define-command.ts";
import type { DeviceDomain } from "./device-domain.ts";
import { Level, Percent } from "./state-fields.ts";

/** Robots that clean the floor. `stop` and `return_to_dock` may end in more than one status, so nothing confirms them. */
export const ROBOT_VACUUMS: DeviceDomain = {
  key: "robot_vacuums",
  label: "Robot vacuums",
  deviceTypes: [
    {
      deviceType: "robot_vacuum",
      fields: {
        status: Type.Enum(["cleaning", "paused", "returning", "docked", "error"]),
        battery: Percent,
        fanSpeed: Level,
      },
      commands: [
        defineCommand("start", { confirms: { status: "cleaning" } }),
        defineCommand("pause", { confirms: { status: "paused" }, interrupts: true }),
        defineCommand("stop", { interrupts: true }),
        defineCommand("return_to_dock"),
        defineCommand("locate"),
        defineCommand("set_fan_speed", { payload: { fanSpeed: Level }, confirms: { fanSpeed: "$fanSpeed" } }),
      ],
    },
  ],
};
