import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { ApiFailure } from "@hos/protocol/rest";
import type { Hono } from "hono";
import type { ApiEnv } from "../http/api-context.ts";
import { createErrorBody } from "../http/create-error-body.ts";
import { findOriginFault } from "./find-origin-fault.ts";
import { refuseRequest } from "./refuse-request.ts";

/** Makes the listener that gives requests to the app, but for those of foreign web pages. */
export function createRequestListener(app: Hono<ApiEnv>): RequestListener {
  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    errorHandler: answerUnreadable,
  });
  return (request, response) => {
    const fault = findOriginFault(request.headers);
    if (fault === undefined) void listener(request, response);
    else refuseRequest(response, new ApiFailure("ORIGIN_NOT_ALLOWED", fault));
  };
}

/** The adapter could not make a request of what came: its URL is none. */
function answerUnreadable(cause: unknown): Response {
  const failure = new ApiFailure("INVALID_REQUEST", "The request cannot be read.", {
    details: ["Check the path and the Host header."],
    cause,
  });
  return Response.json(createErrorBody(failure), { status: failure.status });
}
