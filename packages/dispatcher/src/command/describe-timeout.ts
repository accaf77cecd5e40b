import type { CommandFacts } from "./command-facts.ts";
import type { CommandFailure } from "./command-failure.ts";
import type { CommandState } from "./command-state.ts";

/** What the caller of a command in `state` is told at the deadline. */
export function describeTimeout({ timeoutMs }: CommandFacts, state: CommandState["name"]): CommandFailure {
  switch (state) {
    case "queued":
      return {
        code: "TIMEOUT",
        error: `The command waited ${timeoutMs} ms for its turn and was never sent.`,
        details: ["It was never sent: an earlier command of the device was still under way."],
      };
    case "succeeded":
      return {
        code: "TIMEOUT",
        error: `The driver reported success, but no state showed it within ${timeoutMs} ms.`,
        details: ["It was sent and the driver answered; what was not seen is the state that confirms it."],
      };
    default:
      return {
        code: "TIMEOUT",
        error: `The driver did not answer within ${timeoutMs} ms.`,
        details: ["It was sent. The outcome is unknown: the device may or may not have done it."],
      };
  }
}
