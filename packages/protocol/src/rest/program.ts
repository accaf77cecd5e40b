import { Type, type Static } from "typebox";
import { DeviceId } from "../driver/fields.ts";
import { JsonObject } from "../json/json-value.ts";
import { LIMITS } from "../limits.ts";
import { ApiError } from "./api-error.ts";
import { CommandAnswer } from "./command.ts";
import { Icon, Name, Order } from "./labels.ts";
import { nullable } from "./nullable.ts";

const id = Type.String({ minLength: 1, maxLength: 128 });

/** One command of a program. */
export const ProgramItem = Type.Object(
  {
    deviceId: DeviceId,
    command: Type.String({ minLength: 1, maxLength: LIMITS.commandKeyMax }),
    payload: Type.Optional(
      Type.Unsafe<JsonObject>({
        ...JsonObject,
        description: 'Secret members, such as the code of an alarm, are told as "***"; saved as "***" they stay.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type ProgramItem = Static<typeof ProgramItem>;

const items = Type.Array(ProgramItem, { maxItems: LIMITS.programItems });

/** A scene: commands that are sent together, in this order for each device. */
export const Program = Type.Object({ id, name: Name, icon: nullable(Icon), order: Order, items });
export type Program = Static<typeof Program>;

/** Body of GET `/programs`: in their order, those of the same order by name. */
export const ProgramList = Type.Object({ programs: Type.Array(Program) });
export type ProgramList = Static<typeof ProgramList>;

/** Body of POST `/programs/save`: without `id` a new program is made; of one that is there, members not named stay. */
export const SaveProgram = Type.Object(
  {
    id: Type.Optional(id),
    name: Name,
    icon: Type.Optional(nullable(Icon)),
    order: Type.Optional(Order),
    items,
  },
  { additionalProperties: false },
);
export type SaveProgram = Static<typeof SaveProgram>;

/** How one command of a program went. */
export const ProgramItemResult = Type.Union([
  Type.Object({ ...ProgramItem.properties, ok: Type.Literal(true), answer: CommandAnswer }),
  Type.Object({ ...ProgramItem.properties, ok: Type.Literal(false), failure: ApiError }),
]);
export type ProgramItemResult = Static<typeof ProgramItemResult>;

/** The answer to POST `/programs/:id/run`: one result an item, in the order of the program. */
export const ProgramRun = Type.Object({
  programId: id,
  status: Type.Enum(["succeeded", "partial", "failed"], { description: "partial: some items failed, others did not." }),
  results: Type.Array(ProgramItemResult),
});
export type ProgramRun = Static<typeof ProgramRun>;
