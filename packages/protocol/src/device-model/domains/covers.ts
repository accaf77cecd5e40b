import { Type } from "typebox";
import { defineCommand } from "./define-command.ts";
import type { DeviceDomain } from "./device-domain.ts";
import { Percent } from "./state-fields.ts";

const fields = {
  // 0 is closed, 100 is open.
  position: Percent,
  moving: Type.Enum(["opening", "closing", "stopped"]),
};
const commands = [
  defineCommand("open", { confirms: { position: 100 } }),
  defineCommand("close", { confirms: { position: 0 } }),
  defineCommand("stop", { confirms: { moving: "stopped" }, interrupts: true }),
  defineCommand("set_position", { payload: { position: Percent }, confirms: { position: "$position" } }),
];

/** What opens and closes. */
export const COVERS: DeviceDomain = {
  key: "covers",
  label: "Covers",
  deviceTypes: ["cover", "blind", "garage_door"].map((deviceType) => ({ deviceType, fields, commands })),
};
