import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { ApiFailure } from "@hos/protocol/rest";
import { Hono } from "hono";
import { parseLiveQuery } from "../../live/parse-live-query.ts";
import type { SseGateway } from "../../live/sse-gateway.ts";
import type { ApiEnv } from "../api-context.ts";

/** `GET /events`: the live stream as server-sent events. */
export function createEventRoute(sse: SseGateway): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  routes.get("/events", (c) => {
    const request = parseLiveQuery(new URL(c.req.url).searchParams, c.req.header("last-event-id"));
    const outgoing = c.env.outgoing;
    if (outgoing === undefined) throw new TypeError("GET /events needs the response of a Node server.");
    if (outgoing.socket === null) throw behindAnother();
    // HEAD comes here as well, and has no stream.
    if (c.req.raw.method === "HEAD") return c.body(null, 200, { "content-type": "text/event-stream" });
    sse.open(outgoing, request);
    return RESPONSE_ALREADY_SENT;
  });
  return routes;
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
