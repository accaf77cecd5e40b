import { Type } from "typebox";
import { defineCommand } from "./define-command.ts";
import type { DeviceDomain } from "./device-domain.ts";
import { Celsius, OnOff, Percent, Reading } from "./state-fields.ts";

/** What a person types in to be let do it. It is a secret: it stands in no journal and no live event. */
const withCode = { code: Type.Optional(Type.String({ maxLength: 1024, writeOnly: true })) };
const shared = { battery: Percent, tamper: OnOff };

/** Locks, sensors, cameras and alarms. Sensors take no command. */
export const SECURITY: DeviceDomain = {
  key: "security",
  label: "Security",
  deviceTypes: [
    {
      deviceType: "lock",
      fields: { ...shared, locked: OnOff, jammed: OnOff },
      commands: [
        defineCommand("lock", { payload: withCode, confirms: { locked: true } }),
        defineCommand("unlock", { payload: withCode, confirms: { locked: false } }),
      ],
    },
    {
      deviceType: "sensor",
      fields: {
        ...shared,
        motion: OnOff,
        open: OnOff,
        smoke: OnOff,
        leak: OnOff,
        temperature: Celsius,
        humidity: Percent,
        illuminance: Reading,
      },
      commands: [],
    },
    {
      deviceType: "camera",
      fields: shared,
      commands: [defineCommand("snapshot", { idempotent: false })],
    },
    {
      deviceType: "alarm",
      fields: { ...shared, armState: Type.Enum(["disarmed", "armed_home", "armed_away", "triggered"]) },
      commands: [
        defineCommand("arm_home", { payload: withCode, confirms: { armState: "armed_home" } }),
        defineCommand("arm_away", { payload: withCode, confirms: { armState: "armed_away" } }),
        defineCommand("disarm", { payload: withCode, confirms: { armState: "disarmed" } }),
      ],
    },
  ],
};
