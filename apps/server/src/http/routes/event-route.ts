import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
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
    // HEAD comes here as well, and has no stream.
    if (c.req.raw.method === "HEAD") return c.body(null, 200, { "content-type": "text/event-stream" });
    sse.open(outgoing, request);
    return RESPONSE_ALREADY_SENT;
  });
  return routes;
}
