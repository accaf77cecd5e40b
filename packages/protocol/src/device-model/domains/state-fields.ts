import { Type } from "typebox";

/** `true` or `false`. */
export const OnOff = Type.Boolean();

/** Percent, 0-100. */
export const Percent = Type.Number({ minimum: 0, maximum: 100, description: "Percent." });

/** A colour, `#RRGGBB`. */
export const Color = Type.String({ pattern: "^#[0-9A-Fa-f]{6}$", description: "#RRGGBB." });

/** A colour temperature in kelvin. */
export const Kelvin = Type.Number({ minimum: 1, description: "Kelvin." });

/** A temperature in degrees Celsius. */
export const Celsius = Type.Number({ description: "Degrees Celsius." });

/** A reading whose unit is the device's own. */
export const Reading = Type.Number();

/** Words of the device. */
export const Text = Type.String({ maxLength: 1024 });

/** A step that the device names or counts, such as a fan speed: a word or a number. */
export const Level = Type.Unsafe<string | number>({ type: ["string", "number"] });
