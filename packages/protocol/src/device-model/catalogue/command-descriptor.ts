import { Type, type Static } from "typebox";
import { JsonObject, JsonValue } from "../../json/json-value.ts";
import { LIMITS } from "../../limits.ts";

/** A row of a command catalogue: one command that a device takes. */
export const CommandDescriptor = Type.Object({
  key: Type.String({
    minLength: 1,
    maxLength: LIMITS.commandKeyMax,
    description: "The command, such as set_brightness.",
  }),
  label: Type.Optional(Type.String({ maxLength: LIMITS.commandLabelMax, description: "For people." })),
  idempotent: Type.Optional(
    Type.Boolean({
      description:
        "Whether doing it twice is the same as once; others are never repeated. Default: what the device model says of the command; of one that it does not know, true.",
    }),
  ),
  interrupts: Type.Optional(
    Type.Boolean({
      description:
        "Whether it overtakes the commands that wait for the same device, as a stop must. Default: what the device model says of the command; of one that it does not know, false.",
    }),
  ),
  payloadSchema: Type.Optional(
    Type.Unsafe<JsonObject>({
      ...JsonObject,
      description:
        'JSON Schema 2020-12. A member with `writeOnly: true` is a secret: the driver gets it, the journal and live events show "***".',
    }),
  ),
  confirms: Type.Optional(
    Type.Record(Type.String(), JsonValue, {
      description: 'State fields and the value that shows the command took effect; "$name" stands for payload.name.',
    }),
  ),
});
export type CommandDescriptor = Static<typeof CommandDescriptor>;
