import type { CommandRecord } from "@hos/protocol/rest";
import type { CancelTimer } from "@hos/runtime";
import type { DispatchOutcome } from "../dispatch-outcome.ts";
import type { CommandFacts } from "./command-facts.ts";
import type { CommandState } from "./command-state.ts";

/** A command that was accepted: its facts, where it stands, and the promise that its caller holds. */
export class Command {
  readonly facts: CommandFacts;
  readonly record: CommandRecord;
  /** Resolves once, with the first {@link answer}. */
  readonly outcome: Promise<DispatchOutcome>;
  state: CommandState = { name: "queued" };
  cancelDeadline: CancelTimer = () => {};
  /** Whether it has to wait although its turn came. */
  held = false;
  readonly #resolve: (outcome: DispatchOutcome) => void;
  #answered = false;

  constructor(facts: CommandFacts, record: CommandRecord) {
    const { promise, resolve } = Promise.withResolvers<DispatchOutcome>();
    this.facts = facts;
    this.record = record;
    this.outcome = promise;
    this.#resolve = resolve;
  }

  /** Whether it is sent at once, beside what is under way. */
  get interrupts(): boolean {
    return this.facts.interrupts;
  }

  /** Whether the caller has its answer. */
  get answered(): boolean {
    return this.#answered;
  }

  /** Gives the caller its answer. */
  answer(outcome: DispatchOutcome): void {
    this.#answered = true;
    this.#resolve(outcome);
  }
}
