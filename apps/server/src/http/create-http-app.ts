import { ApiFailure } from "@hos/protocol/rest";
import type { RestRouteId } from "@hos/specs";
import { Hono } from "hono";
import { createMetricsIdentify } from "../metrics/create-metrics-identify.ts";
import { answerFailure } from "./answer-failure.ts";
import type { ApiContext, ApiEnv } from "./api-context.ts";
import { createBearerIdentify, type Identify } from "./create-guard.ts";
import { createErrorBody } from "./create-error-body.ts";
import { createStreamIdentify } from "./create-stream-identify.ts";
import type { HttpServices } from "./http-services.ts";
import { mountRoutes } from "./mount-routes.ts";
import type { RouteHandlers } from "./route-handlers.ts";
import { createAuthHandlers } from "./routes/auth-handlers.ts";
import { createBackupHandlers } from "./routes/backup-handlers.ts";
import { createBootstrapHandlers } from "./routes/bootstrap-handlers.ts";
import { createCommandHandlers } from "./routes/command-handlers.ts";
import { createDeviceHandlers } from "./routes/device-handlers.ts";
import { createDocumentHandlers } from "./routes/document-handlers.ts";
import { createDriverHandlers } from "./routes/driver-handlers.ts";
import { createEventHandlers } from "./routes/event-handlers.ts";
import { createHomeHandlers } from "./routes/home-handlers.ts";
import { createLogLevelHandlers } from "./routes/log-level-handlers.ts";
import { createOperationHandlers } from "./routes/operation-handlers.ts";
import { createPeopleHandlers } from "./routes/people-handlers.ts";
import { createProgramHandlers } from "./routes/program-handlers.ts";
import { StaticFirstRouter } from "./static-first-router.ts";

/** The base paths of the client API; they are equal. */
export const BASE_PATHS = ["/app/os", "/api/os", "/v1/os"] as const;

/**
 * Makes the client API as a hono app.
 *
 * No route has a middleware: a request goes through the one guard of its route to its one handler, and every failure to
 * the one `onError`.
 */
export function createHttpApp(services: HttpServices): Hono<ApiEnv> {
  const { access, addressOf, logger, pace } = services;
  const identify = createBearerIdentify(access);
  const identifyOf: Readonly<Partial<Record<RestRouteId, Identify>>> = {
    streamEvents: createStreamIdentify(access),
    getMetrics: createMetricsIdentify(identify, addressOf),
  };
  const app = new Hono<ApiEnv>({ router: new StaticFirstRouter() });
  const api = new Hono<ApiEnv>();
  mountRoutes({
    root: app,
    base: api,
    handlers: createHandlers(services),
    identifyOf: (id) => identifyOf[id] ?? identify,
    pace,
  });
  for (const base of BASE_PATHS) app.route(base, api);
  app.notFound((c) => answerUnknown(app, c));
  app.onError((error, c) => answerFailure(error, c, logger));
  return app;
}

function createHandlers(services: HttpServices): RouteHandlers {
  return {
    ...createDocumentHandlers(),
    ...createOperationHandlers(services),
    ...createLogLevelHandlers(services),
    ...createAuthHandlers(services),
    ...createBootstrapHandlers(services),
    ...createDeviceHandlers(services),
    ...createCommandHandlers(services),
    ...createDriverHandlers(services),
    ...createHomeHandlers(services),
    ...createProgramHandlers(services),
    ...createPeopleHandlers(services),
    ...createEventHandlers(services),
    ...createBackupHandlers(services),
  };
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
    details: [`The client API is under ${BASE_PATHS.join(", ")}; GET /docs shows all of it.`],
  });
}
