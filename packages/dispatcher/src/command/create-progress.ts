import type { ActionProgress } from "@hos/protocol/live";
import { toInstant } from "@hos/runtime";
import type { CommandFacts } from "./command-facts.ts";
import type { CommandStep } from "./command-step.ts";
import { latencyOf } from "./latency-of.ts";

/** The live event that tells of a step. `at` is in milliseconds since the Unix epoch. */
export function createProgress(facts: CommandFacts, step: CommandStep, at: number): ActionProgress {
  const subject = {
    device_id: facts.deviceId,
    commandId: facts.id,
    command: facts.command,
    at: toInstant(at),
  };
  switch (step.stage) {
    case "requested":
      return { event: "ACTION_REQUESTED", ...subject, payload: facts.toldPayload };
    case "dispatched":
      return { event: "ACTION_DISPATCHED", ...subject };
    case "succeeded": {
      const data = step.result === undefined ? {} : { result: step.result };
      return { event: "ACTION_SUCCEEDED", ...subject, latencyMs: latencyOf(facts, at), ...data };
    }
    case "confirmed":
      return { event: "ACTION_CONFIRMED", ...subject, latencyMs: latencyOf(facts, step.shownAt) };
    case "failed":
      return { event: "ACTION_FAILED", ...subject, code: step.failure.code, error: step.failure.error };
    default: {
      const { success, message } = step.result;
      const text = message === undefined ? {} : { message };
      return { event: "ACTION_LATE", ...subject, success, latencyMs: latencyOf(facts, at), ...text };
    }
  }
}
