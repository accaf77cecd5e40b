import type { DispatchOutcome } from "../dispatch-outcome.ts";
import type { CommandFacts } from "./command-facts.ts";
import type { CommandState } from "./command-state.ts";
import { latencyOf } from "./latency-of.ts";

/**
 * What the caller of a command can be told now; `undefined` where it has to wait on. The status is the most that is
 * known at that moment: a caller that waited for the result only is told `confirmed` where the state showed it already.
 */
export function createOutcome(facts: CommandFacts, state: CommandState, at: number): DispatchOutcome | undefined {
  const commandId = facts.id;
  switch (state.name) {
    case "queued":
      return undefined;
    case "dispatched":
    case "shown":
      return facts.wait === "dispatch" ? { ok: true, answer: { commandId, status: "dispatched" } } : undefined;
    case "succeeded":
      if (facts.wait === "confirmed") return undefined;
      return succeed(facts, at, { status: "succeeded", result: state.result });
    default: {
      const { ending } = state;
      if (ending.status === "failed") return { ok: false, failure: { ...ending.failure, commandId } };
      return succeed(facts, at, { status: ending.status, result: ending.result });
    }
  }
}

interface Success {
  readonly status: "succeeded" | "confirmed";
  readonly result: Extract<CommandState, { name: "succeeded" }>["result"] | undefined;
}

function succeed(facts: CommandFacts, at: number, { status, result }: Success): DispatchOutcome {
  const answer = { commandId: facts.id, status, latencyMs: latencyOf(facts, at) };
  return { ok: true, answer: result === undefined ? answer : { ...answer, result } };
}
