import type { AccessControl } from "@hos/access";
import type { Hub } from "@hos/hub";
import { ApiFailure, type Bootstrap } from "@hos/protocol/rest";
import type { Logger } from "@hos/runtime";
import { createApiPage, createOpenApiDocument } from "@hos/specs";
import { Hono } from "hono";
import type { SseGateway } from "../live/sse-gateway.ts";
import { SERVER_VERSION } from "../server-version.ts";
import type { ApiContext, ApiEnv } from "./api-context.ts";
import { createErrorBody, toApiFailure } from "./create-error-body.ts";
import { createCommandRoutes } from "./routes/command-routes.ts";
import { createDeviceCommandRoute } from "./routes/device-command-route.ts";
import { createDeviceRoutes } from "./routes/device-routes.ts";
import { createDriverRoutes } from "./routes/driver-routes.ts";
import { createEventRoute } from "./routes/event-route.ts";

/** The base paths of the client API; they are equal. */
export const BASE_PATHS = ["/app/os", "/api/os", "/v1/os"] as const;

/** What the client API is served from. */
export interface HttpServices {
  readonly hub: Hub;
  readonly access: Pick<AccessControl, "authenticate" | "issueTicket" | "redeemTicket">;
  readonly sse: SseGateway;
  readonly logger: Logger;
}

/**
 * Makes the client API as a hono app.
 *
 * No route has a middleware: a request goes straight to its one handler, and every failure to the one `onError`.
 */
export function createHttpApp({ hub, access, sse, logger }: HttpServices): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>();
  api.get("/bootstrap", (c) => c.json(hub.devices.snapshot() satisfies Bootstrap));
  api.route("/devices", createDeviceRoutes(hub));
  api.route("/devices", createDeviceCommandRoute(hub, access));
  api.route("/commands", createCommandRoutes(hub));
  api.route("/drivers", createDriverRoutes(hub));
  api.route("/", createEventRoute({ sse, access }));

  const app = new Hono<ApiEnv>();
  app.get("/healthz", (c) => c.json({ ok: true }));
  app.get("/docs", (c) => c.html(createApiPage(SERVER_VERSION)));
  app.get("/openapi.json", (c) => c.json(createOpenApiDocument(SERVER_VERSION)));
  for (const base of BASE_PATHS) app.route(base, api);
  app.notFound((c) => answerUnknown(app, c));
  app.onError((error, c) => {
    const failure = toApiFailure(error);
    if (failure.code === "INTERNAL") logger.error("A request failed.", { path: c.req.path, err: error });
    return c.json(createErrorBody(failure), failure.status);
  });
  return app;
}

function answerUnknown(app: Hono<ApiEnv>, c: ApiContext): Response {
  const { method, path } = c.req;
  const allowed = ["GET", "POST"].filter((candidate) => app.router.match(candidate, path)[0].length > 0);
  const failure = createUnknownFailure(`${method} ${path}`, allowed);
  if (allowed.length > 0) c.header("allow", allowed.join(", "));
  return c.json(createErrorBody(failure), failure.status);
}

function createUnknownFailure(request: string, allowed: readonly string[]): ApiFailure {
  if (allowed.length > 0) {
    return new ApiFailure("METHOD_NOT_ALLOWED", `${request} is not served.`, {
      details: [`Use ${allowed.join(" or ")}.`],
    });
  }
  return new ApiFailure("NOT_FOUND", `${request} is not served.`, {
    details: [`The client API is under ${BASE_PATHS.join(", ")}.`],
  });
}
