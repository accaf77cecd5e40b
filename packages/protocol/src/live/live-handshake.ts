import { Type, type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { LiveFilter } from "./live-filter.ts";

/** `auth` of the Socket.IO handshake. */
export const LiveHandshake = Type.Object({
  token: Type.Optional(Type.String({ maxLength: LIMITS.tokenMax })),
  since: Type.Optional(Type.String({ maxLength: 128, description: "The last cursor that the client holds." })),
  coalesce: Type.Optional(Type.Boolean({ description: "One BATCH a turn instead of single events.", default: false })),
  filter: Type.Optional(LiveFilter),
});
export type LiveHandshake = Static<typeof LiveHandshake>;
