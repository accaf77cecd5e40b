import { Type, type Static } from "typebox";
import { Instant } from "../driver/fields.ts";
import { JsonObject } from "../json/json-value.ts";

/** A step in the life of a command. */
export const CommandStage = Type.Enum(["requested", "dispatched", "succeeded", "confirmed", "failed", "late"]);
export type CommandStage = Static<typeof CommandStage>;

/** Who asked for a command, as far as the hub knows. */
export const CommandOrigin = Type.Object({
  via: Type.Enum(["rest", "socket.io", "program", "embedded"]),
  address: Type.Optional(Type.String({ description: "Network address of the caller." })),
  programId: Type.Optional(Type.String({ description: "The program that it was part of." })),
  by: Type.Optional(
    Type.Object({
      userId: Type.Optional(Type.String()),
      tokenId: Type.Optional(Type.String()),
      name: Type.String({ description: "Of the person or the token." }),
    }),
  ),
});
export type CommandOrigin = Static<typeof CommandOrigin>;

/** An entry of the command journal. */
export const CommandRecord = Type.Object({
  id: Type.String(),
  deviceId: Type.String(),
  command: Type.String(),
  payload: Type.Unsafe<JsonObject>({
    ...JsonObject,
    description: 'Members that the device marks as secret are "***".',
  }),
  origin: CommandOrigin,
  idempotencyKey: Type.Optional(Type.String({ description: "The key that it was asked with." })),
  timeoutMs: Type.Integer(),
  status: Type.Enum(["pending", "dispatched", "succeeded", "confirmed", "failed"]),
  stages: Type.Array(Type.Object({ stage: CommandStage, at: Instant, note: Type.Optional(Type.String()) })),
  latencyMs: Type.Union([Type.Number(), Type.Null()]),
  result: Type.Optional(JsonObject),
  failure: Type.Optional(
    Type.Object({ code: Type.String(), error: Type.String(), details: Type.Array(Type.String()) }),
  ),
});
export type CommandRecord = Static<typeof CommandRecord>;

/** Body of GET `/commands`: newest first. */
export const CommandList = Type.Object({ commands: Type.Array(CommandRecord) });
export type CommandList = Static<typeof CommandList>;
