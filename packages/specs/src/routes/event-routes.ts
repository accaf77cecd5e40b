import { StreamTicket } from "@hos/protocol/rest";
import { Type } from "typebox";
import { createDeviceFilters, defineRoutes, inQuery, ok } from "./route-parts.ts";

const REPEATABLE = " May be repeated.";

/** The live stream over HTTP. */
export const EVENT_ROUTES = defineRoutes([
  {
    method: "get",
    path: "/events",
    id: "streamEvents",
    summary: "The live stream as server-sent events (asyncapi-live.json says what comes)",
    scope: "devices:read",
    parameters: [
      ...createDeviceFilters(REPEATABLE),
      inQuery("device", `Only this device.${REPEATABLE}`),
      inQuery("event", `Only events of this name.${REPEATABLE}`),
      inQuery("ticket", "Of POST /events/ticket, in the place of the Authorization header."),
      inQuery("since", "A cursor `<epoch>:<revision>`; the Last-Event-ID header serves as well."),
    ],
    answers: { 200: { description: "The stream.", schema: Type.String(), mediaType: "text/event-stream" } },
    errors: [],
  },
  {
    method: "post",
    path: "/events/ticket",
    id: "createStreamTicket",
    summary: "A ticket that opens GET /events once, for a browser that cannot set headers",
    scope: "devices:read",
    parameters: [],
    answers: ok("The ticket.", StreamTicket),
    errors: ["TOO_MANY_REQUESTS"],
  },
]);
