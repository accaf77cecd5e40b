import { createHash } from "node:crypto";
import { type ApiErrorCode, type ProgramItemResult, type ProgramRun } from "@hos/protocol/rest";
import type { Logger } from "@hos/runtime";
import type { ProgramCommandOutcome, ProgramRunRequest } from "./program-run-request.ts";
import { type StoredItem, type StoredProgram, tellItem } from "./stored-program.ts";

/**
 * Has the commands of a program carried out together: handed over in their order, which the dispatcher keeps for each
 * device. Waits for all of them; one that fails does not stop the others.
 */
export async function runProgram(
  { id, items }: StoredProgram,
  request: ProgramRunRequest,
  logger: Logger,
): Promise<ProgramRun> {
  const results = await Promise.all(
    items.map(async (item, index): Promise<ProgramItemResult> => {
      const outcome = await carryOut({ programId: id, item, index }, request, logger);
      const told = tellItem(item);
      if (outcome.ok) return { ...told, ok: true, answer: outcome.answer };
      const { details, ...failure } = outcome.failure;
      return { ...told, ok: false, failure: { ok: false, ...failure, details: [...details] } };
    }),
  );
  return { programId: id, status: statusOf(results), results };
}

interface Step {
  readonly programId: string;
  readonly item: StoredItem;
  readonly index: number;
}

async function carryOut(
  { programId, item, index }: Step,
  { dispatch, mayCommand, origin, idempotencyKey: key }: ProgramRunRequest,
  logger: Logger,
): Promise<ProgramCommandOutcome> {
  const { deviceId, command, payload } = item;
  if (!mayCommand(deviceId)) {
    return refuse("FORBIDDEN", `You may not command device ${deviceId}.`, "It was never sent.");
  }
  try {
    return await dispatch({
      deviceId,
      command,
      ...(payload !== undefined && { payload }),
      origin: { ...origin, via: "program", programId },
      ...(key !== undefined && { idempotencyKey: createItemKey(key, index) }),
    });
  } catch (fault) {
    logger.error("A command of a program could not be handed over.", { err: fault, programId, deviceId, command });
    return refuse("INTERNAL", "The hub failed to carry out the command.", "The outcome is unknown.");
  }
}

function refuse(code: ApiErrorCode, error: string, detail: string): ProgramCommandOutcome {
  return { ok: false, failure: { code, error, details: [detail] } };
}

/** Each item needs a key of its own, and a key has a bound that the client's may have reached. */
function createItemKey(key: string, index: number): string {
  return `program:${createHash("sha256").update(`${index}\n${key}`).digest("base64url")}`;
}

function statusOf(results: readonly ProgramItemResult[]): ProgramRun["status"] {
  if (results.every(({ ok }) => ok)) return "succeeded";
  return results.some(({ ok }) => ok) ? "partial" : "failed";
}
