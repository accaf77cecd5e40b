import { REST_ROUTES, type RestRoute, type RestRouteId } from "@hos/specs";
import type { Hono } from "hono";
import type { ApiEnv } from "./api-context.ts";
import type { ClientPace } from "./client-pace.ts";
import { createGuard, type Identify } from "./create-guard.ts";
import type { GuardedHandler, PublicHandler, RouteHandlers } from "./route-handlers.ts";

/** What routes are mounted with. */
export interface MountOptions {
  /** Gets the routes at the root. */
  readonly root: Hono<ApiEnv>;
  /** Gets the routes below the base paths. */
  readonly base: Hono<ApiEnv>;
  /** Routes without one are not served. */
  readonly handlers: Partial<RouteHandlers>;
  readonly identifyOf: (id: RestRouteId) => Identify;
  readonly pace: ClientPace;
}

/** Mounts every route of the table that has a handler, each behind the guard that its scope asks for. */
export function mountRoutes({ root, base, handlers, identifyOf, pace }: MountOptions): void {
  const byId: Readonly<Record<string, GuardedHandler | PublicHandler>> = handlers;
  for (const route of REST_ROUTES) {
    const handler = byId[route.id];
    if (handler === undefined) continue;
    const guarded = putBehindGuard(route, handler, { identify: identifyOf(route.id), pace });
    const path = toHonoPath(route.path);
    const { at = "base" } = route;
    if (at !== "root") base[route.method](path, guarded);
    if (at !== "base") root[route.method](path, guarded);
  }
}

function putBehindGuard(
  route: RestRoute,
  handler: GuardedHandler | PublicHandler,
  { identify, pace }: { readonly identify: Identify; readonly pace: ClientPace },
): PublicHandler {
  const guard = createGuard(route, identify);
  // A handler that takes nobody may be given somebody, so that only the table says which is which.
  if (guard === undefined) return handler as PublicHandler;
  return (c) => {
    const by = guard(c);
    return pace.spend(by, () => handler(c, by));
  };
}

function toHonoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}
