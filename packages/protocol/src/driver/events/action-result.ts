import { Type, type Static } from "typebox";
import { JsonObject } from "../../json/json-value.ts";
import { LIMITS } from "../../limits.ts";
import { RequestId } from "../fields.ts";

/**
 * `data` of ACTION_RESULT: how a command went. Without `requestId` and `correlationId` it settles the oldest pending
 * command of the device, of that `command` where one is named.
 */
export const ActionResult = Type.Object({
  success: Type.Boolean(),
  requestId: Type.Optional(RequestId),
  correlationId: Type.Optional(RequestId),
  command: Type.Optional(Type.String({ maxLength: LIMITS.commandKeyMax })),
  message: Type.Optional(Type.String({ maxLength: LIMITS.messageMax })),
  code: Type.Optional(Type.String({ maxLength: LIMITS.commandKeyMax })),
  latencyMs: Type.Optional(Type.Number({ minimum: 0 })),
  stateRefresh: Type.Optional(Type.Enum(["updated", "pending"])),
  result: Type.Optional(JsonObject),
});
export type ActionResult = Static<typeof ActionResult>;
