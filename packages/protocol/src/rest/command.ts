import { Type, type Static } from "typebox";
import { JsonObject } from "../json/json-value.ts";
import { LIMITS } from "../limits.ts";

/** How long a caller waits: for the driver's result, for the state that shows it, or for the dispatch only. */
export const CommandWait = Type.Enum(["result", "confirmed", "dispatch"]);
export type CommandWait = Static<typeof CommandWait>;

/** Body of POST `/devices/:id/command` in its canonical form. */
export const CommandRequest = Type.Object({
  command: Type.String({ minLength: 1, maxLength: LIMITS.commandKeyMax }),
  payload: Type.Optional(JsonObject),
  timeoutMs: Type.Optional(
    Type.Integer({
      minimum: LIMITS.commandTimeoutMinMs,
      maximum: LIMITS.commandTimeoutMaxMs,
      default: LIMITS.commandTimeoutMs,
      description: "Milliseconds from the request to the deadline.",
    }),
  ),
  wait: Type.Optional(CommandWait),
});
export type CommandRequest = Static<typeof CommandRequest>;

/** The answer to a command that the driver carried out. */
export const CommandSucceeded = Type.Object({
  commandId: Type.String(),
  status: Type.Enum(["succeeded", "confirmed"]),
  latencyMs: Type.Number({ minimum: 0, description: "From request to outcome, milliseconds." }),
  result: Type.Optional(JsonObject),
});
export type CommandSucceeded = Static<typeof CommandSucceeded>;

/** The answer to a command with `wait: "dispatch"`: `GET /commands/:id` tells the rest. */
export const CommandDispatched = Type.Object({ commandId: Type.String(), status: Type.Literal("dispatched") });
export type CommandDispatched = Static<typeof CommandDispatched>;

/** The answer to a command that did not fail. */
export const CommandAnswer = Type.Union([CommandSucceeded, CommandDispatched]);
export type CommandAnswer = Static<typeof CommandAnswer>;
