import { createRequestCheck } from "../rest/create-request-check.ts";
import { LiveHandshake } from "./live-handshake.ts";

const check = createRequestCheck(LiveHandshake, "live handshake");

/**
 * Reads `auth` of the Socket.IO handshake; one that was not given is an empty one.
 *
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function parseLiveHandshake(input: unknown): LiveHandshake {
  return check(input ?? {});
}
