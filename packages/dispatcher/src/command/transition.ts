import type { ActionResult } from "@hos/protocol";
import type { CommandEvent } from "./command-event.ts";
import type { CommandFacts } from "./command-facts.ts";
import type { CommandFailure } from "./command-failure.ts";
import type { CommandState } from "./command-state.ts";
import type { CommandStep } from "./command-step.ts";
import { describeBreak } from "./describe-break.ts";
import { describeRejection } from "./describe-rejection.ts";
import { describeTimeout } from "./describe-timeout.ts";

/** Where a command stands after an event, and the steps that this took. */
export interface Transition {
  readonly state: CommandState;
  readonly steps: readonly CommandStep[];
}

type ResultEvent = Extract<CommandEvent, { type: "result" }>;
type StateOf<Name extends CommandState["name"]> = Extract<CommandState, { name: Name }>;

/**
 * The life of a command: the one place that says what an event does to it. An event that means nothing in a state
 * leaves it as it is and takes no step.
 *
 * Steps come in the order requested, dispatched, succeeded, confirmed or failed; late after the end. A state that shows
 * the command before the driver answered is not told as confirmed until it did, or until the deadline: so `confirmed`
 * and `failed` are final.
 */
export function transition(facts: CommandFacts, state: CommandState, event: CommandEvent): Transition {
  switch (state.name) {
    case "queued":
      return fromQueued(facts, state, event);
    case "dispatched":
    case "shown":
      return fromUnderWay(facts, state, event);
    case "succeeded":
      return fromSucceeded(facts, state, event);
    default:
      return fromEnded(state, event);
  }
}

function fromQueued(facts: CommandFacts, state: StateOf<"queued">, event: CommandEvent): Transition {
  switch (event.type) {
    case "sent":
      return { state: { name: "dispatched" }, steps: [{ stage: "dispatched" }] };
    case "deadline":
      return fail(describeTimeout(facts, "queued"), { sent: false, answered: false });
    case "broken":
      // A port that threw while it sent may have sent.
      return fail(describeBreak(facts, "queued", event.cause), {
        sent: event.cause === "send_failed",
        answered: false,
      });
    default:
      return { state, steps: [] };
  }
}

function fromUnderWay(
  facts: CommandFacts,
  state: StateOf<"dispatched"> | StateOf<"shown">,
  event: CommandEvent,
): Transition {
  switch (event.type) {
    case "result":
      return answered(facts, state, event);
    case "shown":
      return { state: state.name === "shown" ? state : { name: "shown", shownAt: event.at }, steps: [] };
    case "deadline": {
      if (state.name !== "shown") return fail(describeTimeout(facts, state.name), { sent: true, answered: false });
      return {
        state: { name: "ended", ending: { status: "confirmed" }, sent: true, answered: false },
        steps: [{ stage: "confirmed", shownAt: state.shownAt }],
      };
    }
    case "broken":
      return fail(describeBreak(facts, state.name, event.cause), { sent: true, answered: false });
    default:
      return { state, steps: [] };
  }
}

function answered(
  facts: CommandFacts,
  state: StateOf<"dispatched"> | StateOf<"shown">,
  { result, stateShows, at }: ResultEvent,
): Transition {
  if (!result.success) return fail(describeRejection(result), { sent: true, answered: true });
  const data = dataOf(result);
  const succeeded: CommandStep = { stage: "succeeded", ...data };
  if (facts.expectedState === undefined) {
    return { state: endWell("succeeded", data), steps: [succeeded] };
  }
  if (state.name === "dispatched" && !stateShows) return { state: { name: "succeeded", ...data }, steps: [succeeded] };
  const shownAt = state.name === "shown" ? state.shownAt : at;
  return { state: endWell("confirmed", data), steps: [succeeded, { stage: "confirmed", shownAt }] };
}

function fromSucceeded(facts: CommandFacts, state: StateOf<"succeeded">, event: CommandEvent): Transition {
  switch (event.type) {
    case "shown":
      return { state: endWell("confirmed", dataOf(state)), steps: [{ stage: "confirmed", shownAt: event.at }] };
    case "deadline":
      return endUnconfirmed(facts, state, () => describeTimeout(facts, "succeeded"));
    case "broken":
      return endUnconfirmed(facts, state, () => describeBreak(facts, "succeeded", event.cause));
    default:
      return { state, steps: [] };
  }
}

/** Only a caller that asked for the confirmation misses it; for the others the success stands. */
function endUnconfirmed(
  { wait }: CommandFacts,
  state: StateOf<"succeeded">,
  describe: () => CommandFailure,
): Transition {
  if (wait === "confirmed") return fail(describe(), { sent: true, answered: true });
  return { state: endWell("succeeded", dataOf(state)), steps: [] };
}

function fromEnded(state: StateOf<"ended">, event: CommandEvent): Transition {
  if (event.type !== "result" || !state.sent || state.answered) return { state, steps: [] };
  return { state: { ...state, answered: true }, steps: [{ stage: "late", result: event.result }] };
}

function fail(failure: CommandFailure, delivery: { readonly sent: boolean; readonly answered: boolean }): Transition {
  return {
    state: { name: "ended", ending: { status: "failed", failure }, ...delivery },
    steps: [{ stage: "failed", failure }],
  };
}

function endWell(status: "succeeded" | "confirmed", data: Pick<ActionResult, "result">): CommandState {
  return { name: "ended", ending: { status, ...data }, sent: true, answered: true };
}

function dataOf({ result }: Pick<ActionResult, "result">): Pick<ActionResult, "result"> {
  return result === undefined ? {} : { result };
}
