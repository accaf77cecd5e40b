import type { Principal } from "@hos/access";
import type { Hub } from "@hos/hub";
import { ApiFailure, type CommandAnswer, type CommandOrigin, parseCommandRequest } from "@hos/protocol/rest";
import { createDeviceIdFilter } from "../http/reach/create-device-id-filter.ts";
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
export async function runCommand(hub: Pick<Hub, "commands" | "devices">, call: CommandCall): Promise<CommandAnswer> {
  const { deviceId, body, by, origin } = call;
  const request = parseCommandRequest(body);
  const idempotencyKey = readIdempotencyKey(call.idempotencyKey);
  if (!createDeviceIdFilter(hub, by)(deviceId)) throw noDevice(deviceId);
  const outcome = await hub.commands.dispatch({
    ...request,
    deviceId,
    origin: { ...origin, by: describeActor(by) },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  if (outcome.ok) return outcome.answer;
  const { code, error, details, commandId } = outcome.failure;
  throw new ApiFailure(code, error, { details, commandId });
}

/** As the dispatcher says it: to one who is confined, a device outside is like one that does not exist. */
function noDevice(deviceId: string): ApiFailure {
  return new ApiFailure("NO_DEVICE", `There is no device ${deviceId}.`, {
    details: ["Check the id against the list of devices."],
  });
}
