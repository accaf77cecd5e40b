import { Type, type Static } from "typebox";
import { DeviceId } from "../driver/fields.ts";
import { createRequestCheck } from "./create-request-check.ts";
import { PageLimit } from "./page-limit.ts";
import { type QueryParams, readQuery } from "./read-query.ts";

/** Query of GET `/commands`. */
export const CommandQuery = Type.Object({ device: Type.Optional(DeviceId), limit: PageLimit });
export type CommandQuery = Static<typeof CommandQuery>;

const check = createRequestCheck(CommandQuery, "command query");

/**
 * Reads the query of GET `/commands`; empty and unknown parameters are ignored.
 *
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function parseCommandQuery(params: QueryParams): CommandQuery {
  return check(readQuery(params, CommandQuery));
}
