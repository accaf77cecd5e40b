import type { ConfigPart } from "@hos/protocol/live";
import type { CreateId, Turns } from "@hos/runtime";
import type { ConfigStore } from "@hos/storage";

/** What the parts of a home share. */
export interface HomeContext {
  readonly store: ConfigStore;
  readonly createId: CreateId;
  /** Whoever checks what is there before a write takes a turn, so that it is still true when it is written. */
  readonly turns: Turns;
  /** A change of this part is durable. */
  readonly changed: (what: ConfigPart) => void;
}
