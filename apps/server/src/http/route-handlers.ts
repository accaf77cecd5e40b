import type { Principal } from "@hos/access";
import type { PublicRouteId, RestRouteId } from "@hos/specs";
import type { ApiContext } from "./api-context.ts";

type Answer = Response | Promise<Response>;

/** Answers a route for everybody. */
export type PublicHandler = (c: ApiContext) => Answer;

/** Answers a route for somebody who was found to be allowed what the table of routes says. */
export type GuardedHandler = (c: ApiContext, by: Principal) => Answer;

/** The handlers of all routes, by the ids of the table. */
export type RouteHandlers = {
  readonly [Id in RestRouteId]: Id extends PublicRouteId ? PublicHandler : GuardedHandler;
};

/** The handlers of some routes. */
export type HandlersOf<Id extends keyof RouteHandlers> = Pick<RouteHandlers, Id>;
