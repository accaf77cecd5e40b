import type { LogFields } from "@hos/runtime";
import type { LiveLink } from "./live-link.ts";

/** Where a client stands that has not been sent everything. */
export type Lag =
  /** What it was not sent begins with this turn of its group's backlog. */
  | { readonly type: "lagging"; readonly turn: number }
  /** The backlog no longer holds what it was not sent. */
  | {
      readonly type: "stalled";
      /** It has every change up to this one. */
      readonly revision: number;
      /** The first event without a number that it has not. */
      readonly firstKept: number;
    };

/** A client in its group. */
export class LiveMember {
  readonly link: LiveLink;
  /** Says in the log who it is. */
  readonly names: LogFields;
  /** `undefined`: it was sent everything. */
  lag: Lag | undefined;
  /** When it last read something, or fell behind; milliseconds since the Unix epoch. */
  movedAtMs = 0;
  /** What was on its way to it then. */
  pendingBytes = 0;

  constructor(link: LiveLink, names: LogFields) {
    this.link = link;
    this.names = names;
  }
}
