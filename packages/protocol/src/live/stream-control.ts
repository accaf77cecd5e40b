import { Type, type Static } from "typebox";
import { DeviceRecord } from "../device-model/device-record.ts";

/** The first event of every stream: how the client gets up to date. */
export const Hello = Type.Object({
  epoch: Type.String({ description: "Changes when the hub's numbering starts anew." }),
  revision: Type.Integer({ minimum: 0, description: "The hub's revision when the stream began." }),
  mode: Type.Enum(["resume", "snapshot"], {
    description: "resume: the missed changes follow. snapshot: one SNAPSHOT follows.",
  }),
  narrowed: Type.Optional(
    Type.Boolean({
      description: "true: the token or the filter shows a part of the home, so that revisions have holes on purpose.",
    }),
  ),
  keepAliveMs: Type.Optional(
    Type.Integer({ description: "SSE only: a comment comes at least this often, milliseconds." }),
  ),
});
export type Hello = Static<typeof Hello>;

/** Everything, at one revision. It replaces all that the client knew. */
export const Snapshot = Type.Object({
  epoch: Type.String(),
  revision: Type.Integer({ minimum: 0 }),
  devices: Type.Array(DeviceRecord),
});
export type Snapshot = Static<typeof Snapshot>;

/** The client did not keep up; what it missed was folded to the newest state of each device. */
export const Conflated = Type.Object({
  devices: Type.Integer({ minimum: 0, description: "Devices that changed meanwhile." }),
  events: Type.Optional(
    Type.Integer({
      minimum: 0,
      description:
        "How many of the next events are folded: their revisions have holes. Absent where a SNAPSHOT comes instead.",
    }),
  ),
  dropped: Type.Optional(
    Type.Integer({ minimum: 1, description: "Events without a revision that the client missed for good." }),
  ),
});
export type Conflated = Static<typeof Conflated>;
