import type { ActionResult } from "@hos/protocol";

/** What can break a command off from outside. */
export type BreakCause = "driver_away" | "driver_lost" | "device_removed" | "hub_stopping" | "send_failed";

/**
 * What can happen to an accepted command. `at` is in milliseconds since the Unix epoch; `stateShows` tells that the
 * state at the moment of the result is the expected one.
 */
export type CommandEvent =
  | { readonly type: "sent" }
  | { readonly type: "result"; readonly result: ActionResult; readonly stateShows: boolean; readonly at: number }
  | { readonly type: "shown"; readonly at: number }
  | { readonly type: "deadline" }
  | { readonly type: "broken"; readonly cause: BreakCause };
