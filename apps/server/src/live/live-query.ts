import type { LiveFilter } from "@hos/protocol/live";
import type { LiveReach } from "./live-reach.ts";

/** What a client asks of its stream. */
export interface LiveQuery {
  /** @default everything */
  readonly filter?: LiveFilter | undefined;
  /** The last cursor that the client holds. @default none: it gets a snapshot */
  readonly since?: string | undefined;
}

/** A stream to begin: what the client asked for, and how far it may see. */
export interface LiveRequest extends LiveQuery {
  readonly reach: LiveReach;
}
