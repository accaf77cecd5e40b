import type { CommandRecord } from "@hos/protocol/rest";
import { toInstant } from "@hos/runtime";
import type { CommandFacts } from "../command/command-facts.ts";
import type { CommandStep } from "../command/command-step.ts";
import { latencyOf } from "../command/latency-of.ts";

/** When a step was taken: the instant of the request and that of the step, in milliseconds since the Unix epoch. */
export interface StepTime extends Pick<CommandFacts, "requestedAt"> {
  readonly at: number;
}

/** Writes a step into the record of its command. A late result completes the record; the status that was told stays. */
export function recordStep(record: CommandRecord, step: CommandStep, time: StepTime): void {
  const note = noteOf(step);
  const at = toInstant(time.at);
  const stage = note === undefined ? { stage: step.stage, at } : { stage: step.stage, at, note };
  record.stages.push(stage);
  switch (step.stage) {
    case "requested":
      return;
    case "dispatched":
      record.status = "dispatched";
      return;
    case "succeeded":
      if (step.result !== undefined) record.result = step.result;
      break;
    case "failed":
      record.failure = { ...step.failure, details: [...step.failure.details] };
      break;
    case "late":
      if (step.result.result !== undefined) record.result = step.result.result;
      return;
    case "confirmed":
      break;
  }
  record.status = step.stage;
  record.latencyMs = latencyOf(time, time.at);
}

function noteOf(step: CommandStep): string | undefined {
  if (step.stage === "failed") return step.failure.code;
  if (step.stage !== "late") return undefined;
  const { success, message } = step.result;
  const said = success ? "The driver did it after all." : "The driver did not do it.";
  return message === undefined ? said : `${said} ${message}`;
}
