import { createDeviceFilter, type Principal } from "@hos/access";
import type { Hub } from "@hos/hub";
import { ApiFailure, type CommandAnswer, type CommandOrigin, parseCommandRequest } from "@hos/protocol/rest";
import { describeActor } from "./describe-actor.ts";
import { readIdempotencyKey } from "./read-idempotency-key.ts";

/** A command as a client sent it, by whichever way. */
export interface CommandCall {
  readonly deviceId: string;
  /** Not checked yet. */
  readonly body: unknown;
  /** Not checked yet. */
  readonly idempotencyKey: unknown;
  /** Who asks; has `devices:command`. */
  readonly by: Principal;
  /** Which way it came. */
  readonly origin: Omit<CommandOrigin, "by">;
}

/**
 * Checks a command and has it carried out: the one way for REST and Socket.IO.
 *
 * @throws {ApiFailure} INVALID_REQUEST, or the code with which the command failed.
 */
export async function runCommand(
  { commands, devices }: Pick<Hub, "commands" | "devices">,
  call: CommandCall,
): Promise<CommandAnswer> {
  const { deviceId, body, by, origin } = call;
  const request = parseCommandRequest(body);
  const idempotencyKey = readIdempotencyKey(call.idempotencyKey);
  if (!reaches(by, devices.get(deviceId))) throw noDevice(deviceId);
  const outcome = await commands.dispatch({
    ...request,
    deviceId,
    origin: { ...origin, by: describeActor(by) },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  if (outcome.ok) return outcome.answer;
  const { code, error, details, commandId } = outcome.failure;
  throw new ApiFailure(code, error, { details, commandId });
}

/** Somebody who sees the whole home may name what is not there: a retry of a command whose device is gone is answered. */
function reaches(by: Principal, device: ReturnType<Hub["devices"]["get"]>): boolean {
  const sees = createDeviceFilter(by);
  return sees === undefined || (device !== undefined && sees(device));
}

/** As the dispatcher says it: to one who is confined, a device outside is like one that does not exist. */
function noDevice(deviceId: string): ApiFailure {
  return new ApiFailure("NO_DEVICE", `There is no device ${deviceId}.`, {
    details: ["Check the id against the list of devices."],
  });
}
