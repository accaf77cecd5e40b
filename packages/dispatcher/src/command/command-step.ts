import type { ActionResult, JsonObject } from "@hos/protocol";
import type { CommandFailure } from "./command-failure.ts";

/** A step in the life of a command that the journal keeps and listeners are told. */
export type CommandStep =
  | { readonly stage: "requested" }
  | { readonly stage: "dispatched" }
  | { readonly stage: "succeeded"; readonly result?: JsonObject }
  /** `shownAt`: when the state showed it, which may be before the driver answered. */
  | { readonly stage: "confirmed"; readonly shownAt: number }
  | { readonly stage: "failed"; readonly failure: CommandFailure }
  | { readonly stage: "late"; readonly result: ActionResult };
