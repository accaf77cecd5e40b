import { Type } from "typebox";
import type { JsonObject } from "../json/json-value.ts";

/**
 * The flat state fields of a device. Fields of the device model have its types; others are whatever the driver reports.
 * `null` is an unknown reading.
 */
export const DeviceState = Type.Unsafe<JsonObject>(Type.Object({}, { additionalProperties: true }));
export type DeviceState = JsonObject;

/** What a driver reports beyond state fields. Merged in depth. */
export const Extras = Type.Unsafe<JsonObject>(Type.Object({}, { additionalProperties: true }));
export type Extras = JsonObject;
