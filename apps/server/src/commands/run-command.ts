import type { ActionDispatcher } from "@hos/dispatcher";
import { LIMITS } from "@hos/protocol";
import { ApiFailure, type CommandAnswer, type CommandOrigin, parseCommandRequest } from "@hos/protocol/rest";

/** A command as a client sent it, by whichever way. */
export interface CommandCall {
  readonly deviceId: string;
  /** Not checked yet. */
  readonly body: unknown;
  /** Not checked yet. */
  readonly idempotencyKey: unknown;
  readonly origin: CommandOrigin;
}

const IDEMPOTENCY_KEY = new RegExp(`^[\\x21-\\x7e]{1,${LIMITS.requestIdMax}}$`);

/**
 * Checks a command and has it carried out: the one way for REST and Socket.IO.
 *
 * @throws {ApiFailure} INVALID_REQUEST, or the code with which the command failed.
 */
export async function runCommand(commands: ActionDispatcher, call: CommandCall): Promise<CommandAnswer> {
  const { deviceId, body, origin } = call;
  const request = parseCommandRequest(body);
  const idempotencyKey = readIdempotencyKey(call.idempotencyKey);
  const outcome = await commands.dispatch({
    ...request,
    deviceId,
    origin,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  if (outcome.ok) return outcome.answer;
  const { code, error, details, commandId } = outcome.failure;
  throw new ApiFailure(code, error, { details, commandId });
}

function readIdempotencyKey(key: unknown): string | undefined {
  if (key === undefined) return undefined;
  if (typeof key === "string" && IDEMPOTENCY_KEY.test(key)) return key;
  throw new ApiFailure("INVALID_REQUEST", "Invalid idempotency key.", {
    details: [`The idempotency key must be 1-${LIMITS.requestIdMax} visible ASCII characters.`],
  });
}
