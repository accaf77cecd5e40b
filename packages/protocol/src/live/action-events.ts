import { Type, type Static } from "typebox";
import { DeviceId, Instant } from "../driver/fields.ts";
import { JsonObject } from "../json/json-value.ts";

const Subject = {
  device_id: DeviceId,
  commandId: Type.String(),
  command: Type.String(),
  at: Instant,
};
const Failure = {
  code: Type.String({ description: "The code that the caller got." }),
  error: Type.String({ description: "The sentence that the caller got." }),
};

/** A command was accepted and waits for its turn. */
export const LiveActionRequested = Type.Object({
  event: Type.Literal("ACTION_REQUESTED"),
  ...Subject,
  payload: Type.Unsafe<JsonObject>({
    ...JsonObject,
    description: 'Members that the device marks as secret are "***".',
  }),
});
export type LiveActionRequested = Static<typeof LiveActionRequested>;

/** The command went to the driver. */
export const LiveActionDispatched = Type.Object({ event: Type.Literal("ACTION_DISPATCHED"), ...Subject });
export type LiveActionDispatched = Static<typeof LiveActionDispatched>;

/** The driver said that it did it. */
export const LiveActionSucceeded = Type.Object({
  event: Type.Literal("ACTION_SUCCEEDED"),
  ...Subject,
  latencyMs: Type.Number({ minimum: 0, description: "From request to result, milliseconds." }),
  result: Type.Optional(JsonObject),
});
export type LiveActionSucceeded = Static<typeof LiveActionSucceeded>;

/** The state that the driver reports shows the expected value. */
export const LiveActionConfirmed = Type.Object({
  event: Type.Literal("ACTION_CONFIRMED"),
  ...Subject,
  latencyMs: Type.Number({ minimum: 0, description: "From request to confirmation, milliseconds." }),
});
export type LiveActionConfirmed = Static<typeof LiveActionConfirmed>;

/** The driver refused, was lost, or did not answer in time; for the last two the outcome is unknown. */
export const LiveActionFailed = Type.Object({ event: Type.Literal("ACTION_FAILED"), ...Subject, ...Failure });
export type LiveActionFailed = Static<typeof LiveActionFailed>;

/** The result came after the deadline: it tells what TIMEOUT left unknown. */
export const LiveActionLate = Type.Object({
  event: Type.Literal("ACTION_LATE"),
  ...Subject,
  success: Type.Boolean(),
  latencyMs: Type.Number({ minimum: 0, description: "From request to the late result, milliseconds." }),
  message: Type.Optional(Type.String()),
});
export type LiveActionLate = Static<typeof LiveActionLate>;

/** A step in the life of a command. Not numbered and not told again; the journal keeps it. */
export const ActionProgress = Type.Union([
  LiveActionRequested,
  LiveActionDispatched,
  LiveActionSucceeded,
  LiveActionConfirmed,
  LiveActionFailed,
  LiveActionLate,
]);
export type ActionProgress = Static<typeof ActionProgress>;
