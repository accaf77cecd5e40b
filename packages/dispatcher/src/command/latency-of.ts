import type { CommandFacts } from "./command-facts.ts";

/** Milliseconds from the request to `at`; never negative, also when the clock of the machine was set back. */
export function latencyOf({ requestedAt }: Pick<CommandFacts, "requestedAt">, at: number): number {
  return Math.max(0, at - requestedAt);
}
