import { isJsonObject } from "../json/is-json-object.ts";
import { createRequestCheck } from "./create-request-check.ts";
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
  const command = input["command"] ?? input["action"];
  const payload = input["payload"] ?? input["data"];
  const { timeoutMs, wait } = input;
  return check({
    ...(command !== undefined && { command }),
    ...(payload !== undefined && payload !== null && { payload }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(wait !== undefined && { wait }),
  });
}
