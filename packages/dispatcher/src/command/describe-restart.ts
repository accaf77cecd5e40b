import type { CommandFailure } from "./command-failure.ts";

/** What is told of a command that the hub had accepted when it came to its end, and of which nobody knows more. */
export function describeRestart(): CommandFailure {
  return {
    code: "HUB_RESTARTED",
    error: "The hub was restarted while the command was under way.",
    details: ["The outcome is unknown: the device may or may not have done it."],
  };
}
