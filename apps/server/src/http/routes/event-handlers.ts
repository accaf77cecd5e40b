import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { ApiFailure, type StreamTicket } from "@hos/protocol/rest";
import { parseLiveQuery } from "../../live/parse-live-query.ts";
import type { HttpServices } from "../http-services.ts";
import type { HandlersOf } from "../route-handlers.ts";

/** `GET /events`: the live stream as server-sent events. `POST /events/ticket`: what lets a browser open it. */
export function createEventHandlers({
  access,
  sse,
}: Pick<HttpServices, "access" | "sse">): HandlersOf<"streamEvents" | "createStreamTicket"> {
  return {
    streamEvents: (c, by) => {
      const request = parseLiveQuery(new URL(c.req.url).searchParams, c.req.header("last-event-id"));
      const outgoing = c.env.outgoing;
      if (outgoing === undefined) throw new TypeError("GET /events needs the response of a Node server.");
      if (outgoing.socket === null) throw behindAnother();
      // HEAD comes here as well, and has no stream.
      if (c.req.raw.method === "HEAD") return c.body(null, 200, { "content-type": "text/event-stream" });
      sse.open(outgoing, { ...request, principal: by });
      return RESPONSE_ALREADY_SENT;
    },
    createStreamTicket: (c, by) =>
      c.json(access.issueTicket(by) satisfies StreamTicket, 200, { "cache-control": "no-store" }),
  };
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
