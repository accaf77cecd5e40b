import { Type, type Static } from "typebox";

/** The answer to POST `/restore`: the backup is good, and nothing has changed yet. */
export const RestoreStaged = Type.Object({
  ok: Type.Literal(true),
  takesEffect: Type.Literal("next_start", { description: "Restart the hub to restore it." }),
});
export type RestoreStaged = Static<typeof RestoreStaged>;
