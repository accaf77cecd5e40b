import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { AccessControl, Principal } from "@hos/access";
import { ApiFailure, type StreamTicket } from "@hos/protocol/rest";
import { Hono } from "hono";
import { parseLiveQuery } from "../../live/parse-live-query.ts";
import type { SseGateway } from "../../live/sse-gateway.ts";
import type { ApiContext, ApiEnv } from "../api-context.ts";
import { ensureAllowed } from "../ensure-allowed.ts";
import { readBearerToken } from "../read-bearer-token.ts";

/** What `/events` is served from. */
export interface EventServices {
  readonly sse: SseGateway;
  readonly access: Pick<AccessControl, "authenticate" | "issueTicket" | "redeemTicket">;
}

/** `GET /events`: the live stream as server-sent events. `POST /events/ticket`: what lets a browser open it. */
export function createEventRoute({ sse, access }: EventServices): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  routes.get("/events", (c) => {
    const query = new URL(c.req.url).searchParams;
    const principal = ensureAllowed(identify(c, query, access), { scope: "devices:read" });
    const request = parseLiveQuery(query, c.req.header("last-event-id"));
    const outgoing = c.env.outgoing;
    if (outgoing === undefined) throw new TypeError("GET /events needs the response of a Node server.");
    if (outgoing.socket === null) throw behindAnother();
    // HEAD comes here as well, and has no stream.
    if (c.req.raw.method === "HEAD") return c.body(null, 200, { "content-type": "text/event-stream" });
    sse.open(outgoing, { ...request, principal });
    return RESPONSE_ALREADY_SENT;
  });
  routes.post("/events/ticket", (c) => {
    const token = readBearerToken(c.req.header("authorization"));
    const principal = ensureAllowed(access.authenticate(token), { scope: "devices:read" });
    return c.json(access.issueTicket(principal) satisfies StreamTicket);
  });
  return routes;
}

function identify(c: ApiContext, query: URLSearchParams, access: EventServices["access"]): Principal | undefined {
  const ticket = query.get("ticket");
  // URLs end up in logs and histories, which a long-lived token must not.
  if (query.has("token") || query.has("access_token") || ticket?.startsWith("hos") === true) {
    throw new ApiFailure("INVALID_REQUEST", "A token may not stand in a URL.", {
      details: ["Send it as Authorization: Bearer, or ask POST /events/ticket for a ticket and send that as ?ticket=."],
    });
  }
  if (ticket === null) return access.authenticate(readBearerToken(c.req.header("authorization")));
  return c.req.raw.method === "HEAD" ? undefined : access.redeemTicket(ticket);
}

/**
 * The request came behind another one of its connection that is not answered yet, or the connection is gone. The stream
 * could not be read now, and Node does not tell when the connection of such an answer ends.
 */
function behindAnother(): ApiFailure {
  return new ApiFailure("INVALID_REQUEST", "A stream cannot wait behind another answer.", {
    details: ["Open GET /events on a connection of its own."],
  });
}
