import { parseLiveHandshake } from "@hos/protocol/live";
import type { LiveQuery } from "./live-query.ts";

/** The names of a filter's members in a query; the REST lists have the same. Each may be given more than once. */
const FILTER_PARAMETERS = {
  device: "devices",
  type: "types",
  driver: "drivers",
  tag: "tags",
  space: "spaces",
  event: "events",
} as const;

/**
 * Reads the query of GET `/events`. Empty and unknown parameters are ignored.
 *
 * @param lastEventId the header of an EventSource that comes back. It counts before `since`.
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function parseLiveQuery(query: URLSearchParams, lastEventId: string | undefined): LiveQuery {
  const members = Object.entries(FILTER_PARAMETERS)
    .map(([parameter, member]) => [member, query.getAll(parameter).filter((value) => value !== "")] as const)
    .filter(([, values]) => values.length > 0);
  const { filter, since } = parseLiveHandshake({
    ...(members.length > 0 && { filter: Object.fromEntries(members) }),
    since: lastEventId ?? query.get("since") ?? "",
  });
  return { filter, since };
}
