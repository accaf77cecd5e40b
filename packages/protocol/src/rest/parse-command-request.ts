import { isJsonObject } from "../json/is-json-object.ts";
import { createRequestCheck } from "./check-request.ts";
import { CommandRequest } from "./command.ts";

const check = createRequestCheck(CommandRequest, "command request");

/**
 * Reads the body of a command, from REST and from Socket.IO; `action` and `data` are accepted for `command` and
 * `payload`, members that it does not know are dropped.
 *
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function parseCommandRequest(input: unknown): CommandRequest {
  if (!isJsonObject(input)) return check(input);
  const payload = input["payload"] ?? input["data"];
  const { timeoutMs, wait } = input;
  return check({
    command: input["command"] ?? input["action"],
    ...(payload !== undefined && payload !== null && { payload }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(wait !== undefined && { wait }),
  });
}
