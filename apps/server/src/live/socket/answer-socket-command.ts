import type { Principal } from "@hos/access";
import type { Hub } from "@hos/hub";
import { isJsonObject } from "@hos/protocol";
import { type ApiError, ApiFailure, type CommandAnswer } from "@hos/protocol/rest";
import type { Logger } from "@hos/runtime";
import { runCommand } from "../../commands/run-command.ts";
import type { ClientPace } from "../../http/client-pace.ts";
import { createErrorBody, toApiFailure } from "../../http/create-error-body.ts";
import { ensureAllowed } from "../../http/ensure-allowed.ts";

/** What a command over Socket.IO needs. */
export interface SocketCommandServices {
  readonly hub: Pick<Hub, "commands" | "devices">;
  readonly principal: Principal;
  readonly pace: ClientPace;
  readonly logger: Logger;
  /** Network address of the client; `undefined` where it is not known. */
  readonly address: string | undefined;
}

/**
 * Carries out `command` of a Socket.IO client: `{deviceId, idempotencyKey?, ...body of the REST command}`, then the
 * acknowledgement, which gets the very body that REST would answer. A failure is the one with `ok: false`.
 *
 * Without an acknowledgement the command is carried out all the same, and ACTION_ events tell its fate.
 *
 * @param args what the client sent; nothing of it is checked.
 */
export async function answerSocketCommand(args: readonly unknown[], services: SocketCommandServices): Promise<void> {
  const acknowledge = args.find((arg) => typeof arg === "function");
  const body = args.find((arg) => typeof arg !== "function");
  const answer = await createAnswer(body, services);
  acknowledge?.(answer);
}

async function createAnswer(body: unknown, services: SocketCommandServices): Promise<CommandAnswer | ApiError> {
  const { hub, principal, pace, address, logger } = services;
  const run = () =>
    runCommand(hub, {
      deviceId: readDeviceId(body),
      body,
      idempotencyKey: isJsonObject(body) ? body["idempotencyKey"] : undefined,
      by: ensureAllowed(principal, { scope: "devices:command" }),
      origin: { via: "socket.io", ...(address !== undefined && { address }) },
    });
  try {
    return await pace.spend(principal, run);
  } catch (error) {
    const failure = toApiFailure(error);
    if (failure.code === "INTERNAL") logger.error("A command over Socket.IO failed.", { err: error });
    return createErrorBody(failure);
  }
}

function readDeviceId(body: unknown): string {
  const deviceId = isJsonObject(body) ? body["deviceId"] : undefined;
  if (typeof deviceId === "string" && deviceId !== "") return deviceId;
  throw new ApiFailure("INVALID_REQUEST", "Invalid command request.", {
    details: ["deviceId is required: the id of the device, as text."],
  });
}
