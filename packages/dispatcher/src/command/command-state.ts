import type { JsonObject } from "@hos/protocol";
import type { CommandFailure } from "./command-failure.ts";

/** How a command ended. */
export type CommandEnding =
  | { readonly status: "succeeded" | "confirmed"; readonly result?: JsonObject }
  | { readonly status: "failed"; readonly failure: CommandFailure };

/**
 * Where an accepted command stands.
 *
 * - `queued`: it waits for its turn; the driver knows nothing of it.
 * - `dispatched`: the driver has it and said nothing yet.
 * - `shown`: the state shows what was asked for, but the driver has not answered.
 * - `succeeded`: the driver answered; the state does not show it yet. The device is free for the next command.
 * - `ended`: nothing changes the outcome any more. `sent`: the driver has, or may have, got it. `answered`: its result
 *   came; a result that comes where it is false is late.
 */
export type CommandState =
  | { readonly name: "queued" }
  | { readonly name: "dispatched" }
  | { readonly name: "shown"; readonly shownAt: number }
  | { readonly name: "succeeded"; readonly result?: JsonObject }
  | { readonly name: "ended"; readonly ending: CommandEnding; readonly sent: boolean; readonly answered: boolean };
