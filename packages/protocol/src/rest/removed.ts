import { Type, type Static } from "typebox";

/** The answer to every POST `.../remove`: there is no resource any more. */
export const Removed = Type.Object({ ok: Type.Literal(true) });
export type Removed = Static<typeof Removed>;
