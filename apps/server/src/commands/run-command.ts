import { authorize, type Principal } from "@hos/access";
import type { Hub } from "@hos/hub";
import { LIMITS } from "@hos/protocol";
import { ApiFailure, type CommandAnswer, type CommandOrigin, parseCommandRequest } from "@hos/protocol/rest";
import { ensureAllowed } from "../http/ensure-allowed.ts";
import { describeActor } from "./describe-actor.ts";

/** A command as a client sent it, by whichever way. */
export interface CommandCall {
  readonly deviceId: string;
  /** Not checked yet. */
  readonly body: unknown;
  /** Not checked yet. */
  readonly idempotencyKey: unknown;
  /** Who asks. */
  readonly principal: Principal | undefined;
  /** Which way it came. */
  readonly origin: Omit<CommandOrigin, "by">;
}

const IDEMPOTENCY_KEY = new RegExp(`^[\\x21-\\x7e]{1,${LIMITS.requestIdMax}}$`);

/**
 * Checks a command and has it carried out: the one way for REST and Socket.IO.
 *
 * @throws {ApiFailure} UNAUTHORIZED, FORBIDDEN, INVALID_REQUEST, or the code with which the command failed.
 */
export async function runCommand(
  { commands, devices }: Pick<Hub, "commands" | "devices">,
  call: CommandCall,
): Promise<CommandAnswer> {
  const { deviceId, body, origin } = call;
  const principal = ensureAllowed(call.principal, { scope: "devices:command" });
  const request = parseCommandRequest(body);
  const idempotencyKey = readIdempotencyKey(call.idempotencyKey);
  ensureReached(principal, deviceId, devices.get(deviceId));
  const outcome = await commands.dispatch({
    ...request,
    deviceId,
    origin: { ...origin, by: describeActor(principal) },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  if (outcome.ok) return outcome.answer;
  const { code, error, details, commandId } = outcome.failure;
  throw new ApiFailure(code, error, { details, commandId });
}

/** To one who is confined, a device outside is like one that does not exist. */
function ensureReached(principal: Principal, deviceId: string, device: ReturnType<Hub["devices"]["get"]>): void {
  if (principal.confinements.length === 0) return;
  if (device !== undefined && authorize(principal, { scope: "devices:command", subject: device }) === "allowed") return;
  throw new ApiFailure("NO_DEVICE", `There is no device ${deviceId}.`, {
    details: ["Check the id against the list of devices."],
  });
}

function readIdempotencyKey(key: unknown): string | undefined {
  if (key === undefined) return undefined;
  if (typeof key === "string" && IDEMPOTENCY_KEY.test(key)) return key;
  throw new ApiFailure("INVALID_REQUEST", "Invalid idempotency key.", {
    details: [`The idempotency key must be 1-${LIMITS.requestIdMax} visible ASCII characters.`],
  });
}
