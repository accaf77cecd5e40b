import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { ApiFailure } from "@hos/protocol/rest";
import type { Hono } from "hono";
import type { ApiEnv } from "../http/api-context.ts";
import { createErrorBody } from "../http/create-error-body.ts";
import { createCorsHeaders, PREFLIGHT_HEADERS } from "./cors-headers.ts";
import type { NetPolicy } from "./net-policy.ts";
import { refuseRequest } from "./refuse-request.ts";

/** Makes the listener that gives requests to the app, but for those of web pages that are not to use the hub. */
export function createRequestListener(app: Hono<ApiEnv>, policy: NetPolicy): RequestListener {
  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    errorHandler: answerUnreadable,
  });
  return (request, response) => {
    const fault = policy.origins.findFault(request.headers);
    if (fault !== undefined) refuseRequest(response, new ApiFailure("ORIGIN_NOT_ALLOWED", fault));
    else if (!answerPreflight(request, response, policy)) void listener(request, response);
  };
}

/** Gives a page of another site the headers that it needs. @returns whether that was all it asked. */
function answerPreflight({ method, headers }: IncomingMessage, response: ServerResponse, policy: NetPolicy): boolean {
  const { origin } = headers;
  if (origin === undefined || !policy.origins.allowsCrossOrigin(origin)) return false;
  for (const [name, value] of Object.entries(createCorsHeaders(origin))) response.setHeader(name, value);
  if (method !== "OPTIONS" || headers["access-control-request-method"] === undefined) return false;
  response.writeHead(204, PREFLIGHT_HEADERS).end();
  return true;
}

/** The adapter could not make a request of what came: its URL is none. */
function answerUnreadable(cause: unknown): Response {
  const failure = new ApiFailure("INVALID_REQUEST", "The request cannot be read.", {
    details: ["Check the path and the Host header."],
    cause,
  });
  return Response.json(createErrorBody(failure), { status: failure.status });
}
