import { DEVICE_DOMAINS, deviceTypeModelOf, domainOf } from "@hos/protocol/device-model";
import { describe, expect, test } from "vitest";

const commandsOf = (deviceType: string) => deviceTypeModelOf(deviceType)?.commands.map(({ key }) => key);

describe("DEVICE_DOMAINS", () => {
  test("names each deviceType of the device model once", () => {
    const types = DEVICE_DOMAINS.map(({ key, deviceTypes }) => [key, deviceTypes.map(({ deviceType }) => deviceType)]);
    expect(Object.fromEntries(types)).toEqual({
      lighting: ["light", "switch", "dimmer", "outlet"],
      media: ["tv", "receiver", "speaker", "media_player"],
      climate: ["thermostat", "hvac", "fan"],
      covers: ["cover", "blind", "garage_door"],
      security: ["lock", "sensor", "camera", "alarm"],
      robot_vacuums: ["robot_vacuum"],
    });
  });

  test("gives each type the commands of the device model", () => {
    expect({
      tv: commandsOf("tv"),
      thermostat: commandsOf("thermostat"),
      cover: commandsOf("cover"),
      lock: commandsOf("lock"),
      alarm: commandsOf("alarm"),
      camera: commandsOf("camera"),
      robot_vacuum: commandsOf("robot_vacuum"),
    }).toEqual({
      tv: [
        "turn_on",
        "turn_off",
        "set_volume",
        "mute",
        "unmute",
        "play",
        "pause",
        "stop",
        "next",
        "previous",
        "set_input",
      ],
      thermostat: ["turn_on", "turn_off", "set_temperature", "set_mode", "set_fan_speed"],
      cover: ["open", "close", "stop", "set_position"],
      lock: ["lock", "unlock"],
      alarm: ["arm_home", "arm_away", "disarm"],
      camera: ["snapshot"],
      robot_vacuum: ["start", "pause", "stop", "return_to_dock", "locate", "set_fan_speed"],
    });
  });

  test("confirms only by fields that the type has", () => {
    for (const { deviceType, fields, commands } of DEVICE_DOMAINS.flatMap((domain) => domain.deviceTypes)) {
      for (const { key, confirms } of commands) {
        for (const field of Object.keys(confirms ?? {})) {
          expect(Object.keys(fields), `${deviceType} ${key}`).toContain(field);
        }
      }
    }
  });

  test("labels commands for people", () => {
    expect(deviceTypeModelOf("light")?.commands.map(({ label }) => label)).toContain("Set color temperature");
  });
});

describe("domainOf", () => {
  test("finds the domain of a known type", () => {
    expect(domainOf("blind")?.label).toBe("Covers");
  });

  test.each(["fish_feeder", "constructor", "Light", ""])("knows no domain of %j", (deviceType) => {
    expect(domainOf(deviceType)).toBeUndefined();
    expect(deviceTypeModelOf(deviceType)).toBeUndefined();
  });
});
