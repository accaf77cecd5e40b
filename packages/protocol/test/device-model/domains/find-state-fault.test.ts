import type { StateUpdate } from "@hos/protocol";
import { DEVICE_DOMAINS, findStateFault } from "@hos/protocol/device-model";
import { describe, expect, test } from "vitest";

describe("findStateFault", () => {
  test.each<[string, StateUpdate]>([
    ["light", { power: true, brightness: 0, color: "#FF8800", colorTemperature: 2700 }],
    ["dimmer", { brightness: 99.5 }],
    ["media_player", { volume: 100, muted: false, playback: "paused", title: "Song", track: 3 }],
    ["thermostat", { temperature: -12.5, targetTemperature: 21, mode: "eco", humidity: 40, fanSpeed: "auto" }],
    ["cover", { position: 50, moving: "opening" }],
    ["lock", { locked: true, jammed: false, battery: 80, tamper: false }],
    ["sensor", { motion: true, open: false, smoke: false, leak: false, temperature: 20, illuminance: 120_000 }],
    ["alarm", { armState: "triggered" }],
    ["robot_vacuum", { status: "docked", battery: 100, fanSpeed: 2 }],
    ["light", { petals: [1], extras: { brightness: "bright" } }],
    ["sensor", { brightness: "bright" }],
    ["fish_feeder", { power: "yes" }],
    ["constructor", { power: "yes" }],
  ])("finds nothing in %s %j", (deviceType, update) => {
    expect(findStateFault(deviceType, update)).toBeUndefined();
  });

  test.each<[string, StateUpdate, string]>([
    ["light", { power: "on" }, "data.power must be a boolean."],
    ["light", { power: true, brightness: 101 }, "data.brightness must be 100 or less."],
    ["light", { brightness: -1 }, "data.brightness must be 0 or more."],
    ["light", { color: "red" }, "data.color must match ^#[0-9A-Fa-f]{6}$."],
    ["light", { colorTemperature: 0 }, "data.colorTemperature must be 1 or more."],
    ["tv", { playback: "buffering" }, 'data.playback must be one of "playing", "paused", "stopped".'],
    ["tv", { track: true }, "data.track must be a string or a number."],
    ["hvac", { targetTemperature: "21" }, "data.targetTemperature must be a number."],
    ["blind", { moving: true }, 'data.moving must be one of "opening", "closing", "stopped".'],
    ["lock", { locked: 1 }, "data.locked must be a boolean."],
    ["sensor", { humidity: 130 }, "data.humidity must be 100 or less."],
    [
      "alarm",
      { armState: "armed" },
      'data.armState must be one of "disarmed", "armed_home", "armed_away", "triggered".',
    ],
    [
      "robot_vacuum",
      { status: "lost" },
      'data.status must be one of "cleaning", "paused", "returning", "docked", "error".',
    ],
  ])("names what is wrong with %s %j", (deviceType, update, message) => {
    const path = message.slice(0, message.indexOf(" "));
    expect(findStateFault(deviceType, update)).toEqual({ path, message });
  });

  test("takes null, the unknown reading, for every typed field", () => {
    for (const { deviceType, fields } of DEVICE_DOMAINS.flatMap((domain) => domain.deviceTypes)) {
      const unknown = Object.fromEntries(Object.keys(fields).map((name) => [name, null]));
      expect(findStateFault(deviceType, unknown)).toBeUndefined();
    }
  });
});
