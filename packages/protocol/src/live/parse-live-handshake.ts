import { createRequestCheck } from "../rest/create-request-check.ts";
import { LiveFilter } from "./live-filter.ts";
import { LiveHandshake } from "./live-handshake.ts";

const check = createRequestCheck(LiveHandshake, "live handshake");

const MEMBERS = Object.keys(LiveFilter.properties) as readonly (keyof LiveFilter)[];

/**
 * Reads `auth` of the Socket.IO handshake; one that was not given is an empty one. A filter has the members that are
 * known and no others: nothing is known of what else would stand in it.
 *
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function parseLiveHandshake(input: unknown): LiveHandshake {
  const handshake = check(input ?? {});
  return handshake.filter === undefined ? handshake : { ...handshake, filter: pickMembers(handshake.filter) };
}

function pickMembers(filter: LiveFilter): LiveFilter {
  return Object.fromEntries(MEMBERS.filter((name) => filter[name] !== undefined).map((name) => [name, filter[name]]));
}
