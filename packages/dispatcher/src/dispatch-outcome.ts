import type { CommandAnswer } from "@hos/protocol/rest";
import type { CommandFailure } from "./command/command-failure.ts";

/** How a request ended for its caller. A value, never a throw: a failed command is an expected outcome. */
export type DispatchOutcome =
  | { readonly ok: true; readonly answer: CommandAnswer }
  | { readonly ok: false; readonly failure: CommandFailure & { readonly commandId: string } };
