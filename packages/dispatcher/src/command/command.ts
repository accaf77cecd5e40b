import type { CommandRecord } from "@hos/protocol/rest";
import type { CancelTimer } from "@hos/runtime";
import type { DispatchOutcome } from "../dispatch-outcome.ts";
import type { CommandFacts } from "./command-facts.ts";
import type { CommandState } from "./command-state.ts";

/** Gives the caller of a command its answer. */
export type Answer = (outcome: DispatchOutcome) => void;

/**
 * A command that was accepted: its facts, where it stands, and who waits for it. A thousand that ended are remembered: they
 * hold neither a timer nor a caller.
 */
export class Command {
  readonly facts: CommandFacts;
  readonly record: CommandRecord;
  state: CommandState = { name: "queued" };
  /** Whether it has to wait although its turn came. */
  held = false;
  /** Whether the session of the driver lasts that got it: only then may a result without an id be its. */
  sessionLasts = true;
  #cancelDeadline: CancelTimer | undefined;
  #answer: Answer | undefined;

  /** @param answer called once, with the first answer. @default nobody waits */
  constructor(facts: CommandFacts, record: CommandRecord, answer?: Answer) {
    this.facts = facts;
    this.record = record;
    this.#answer = answer;
  }

  /** Whether it is sent at once, beside what is under way. */
  get interrupts(): boolean {
    return this.facts.interrupts;
  }

  /** Whether the caller has its answer. */
  get answered(): boolean {
    return this.#answer === undefined;
  }

  /** Gives the caller its answer. */
  answer(outcome: DispatchOutcome): void {
    this.#answer?.(outcome);
    this.#answer = undefined;
  }

  /** A timer runs until its deadline. */
  setDeadline(cancel: CancelTimer): void {
    this.#cancelDeadline = cancel;
  }

  /** It ended: there is no deadline any more. */
  cancelDeadline(): void {
    this.#cancelDeadline?.();
    this.#cancelDeadline = undefined;
  }
}
