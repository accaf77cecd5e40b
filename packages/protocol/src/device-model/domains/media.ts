import { Type } from "typebox";
import { defineCommand } from "./define-command.ts";
import type { DeviceDomain } from "./device-domain.ts";
import { Level, OnOff, Percent, Text } from "./state-fields.ts";
import { POWER_COMMANDS } from "./power-commands.ts";

const fields = {
  power: OnOff,
  volume: Percent,
  muted: OnOff,
  input: Text,
  playback: Type.Enum(["playing", "paused", "stopped"]),
  title: Text,
  artist: Text,
  track: Level,
};
const commands = [
  ...POWER_COMMANDS,
  defineCommand("set_volume", { payload: { volume: Percent }, confirms: { volume: "$volume" } }),
  defineCommand("mute", { confirms: { muted: true } }),
  defineCommand("unmute", { confirms: { muted: false } }),
  defineCommand("play", { confirms: { playback: "playing" } }),
  defineCommand("pause", { confirms: { playback: "paused" }, interrupts: true }),
  defineCommand("stop", { confirms: { playback: "stopped" }, interrupts: true }),
  defineCommand("next", { idempotent: false }),
  defineCommand("previous", { idempotent: false }),
  defineCommand("set_input", { payload: { input: Text }, confirms: { input: "$input" } }),
];

/** Sound and picture. */
export const MEDIA: DeviceDomain = {
  key: "media",
  label: "AV / media",
  deviceTypes: ["tv", "receiver", "speaker", "media_player"].map((deviceType) => ({ deviceType, fields, commands })),
};
