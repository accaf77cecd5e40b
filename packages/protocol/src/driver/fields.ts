import { Type } from "typebox";
import { LIMITS } from "../limits.ts";

/** The key of a driver: what kind of driver it is. Shared by all its instances. */
export const DriverKey = Type.String({
  pattern: `^[A-Z0-9_]{${LIMITS.driverKeyMin},${LIMITS.driverKeyMax}}$`,
  description: "Upper-case letters, digits and underscore, 2-64 characters.",
});

/** One running copy of a driver. */
export const InstanceId = Type.String({
  pattern: `^[a-zA-Z0-9:_-]{1,${LIMITS.instanceIdMax}}$`,
  description: "Letters, digits, colon, underscore and hyphen, 1-128 characters.",
});

/** The id of a device, unique in the home. */
export const DeviceId = Type.String({
  // oxlint-disable-next-line no-control-regex -- control characters are what this pattern excludes
  pattern: `^[^\\u0000-\\u001f\\u007f-\\u009f]{1,${LIMITS.deviceIdMax}}$`,
  description: "1-128 characters, none of them a control character.",
});

/** The id that ties an ACTION_RESULT to its ACTION. */
export const RequestId = Type.String({ minLength: 1, maxLength: LIMITS.requestIdMax });

/** The display name of a device. */
export const DeviceName = Type.String({ minLength: 1, maxLength: LIMITS.deviceNameMax });

/** What kind of device it is: a type of the device model, or any other word. */
export const DeviceType = Type.String({ minLength: 1, maxLength: LIMITS.deviceTypeMax });

/** Free labels of a device. */
export const Tags = Type.Array(Type.String({ minLength: 1, maxLength: LIMITS.tagMax }), { maxItems: LIMITS.tags });

/** An instant as ISO 8601 text in UTC. */
export const Instant = Type.String({
  description: "ISO 8601, UTC, milliseconds.",
  examples: ["2026-11-23T10:00:00.000Z"],
});
