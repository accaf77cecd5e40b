import { Type, type Static } from "typebox";
import { Instant } from "../driver/fields.ts";

/** The answer to POST `/events/ticket`: stands in the query of GET `/events`, once, for 60 s. */
export const StreamTicket = Type.Object({ ticket: Type.String(), expiresAt: Instant });
export type StreamTicket = Static<typeof StreamTicket>;
