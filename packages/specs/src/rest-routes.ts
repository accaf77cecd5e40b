import { AUTH_ROUTES } from "./routes/auth-routes.ts";
import { BACKUP_ROUTES } from "./routes/backup-routes.ts";
import { COMMAND_ROUTES } from "./routes/command-routes.ts";
import { DEVICE_ROUTES } from "./routes/device-routes.ts";
import { DOCUMENT_ROUTES } from "./routes/document-routes.ts";
import { DRIVER_ROUTES } from "./routes/driver-routes.ts";
import { EVENT_ROUTES } from "./routes/event-routes.ts";
import { HOME_ROUTES } from "./routes/home-routes.ts";
import { OPERATION_ROUTES } from "./routes/operation-routes.ts";
import { PEOPLE_ROUTES } from "./routes/people-routes.ts";
import type { RestRoute } from "./routes/rest-route.ts";

const ROUTES = [
  ...OPERATION_ROUTES,
  ...DOCUMENT_ROUTES,
  ...AUTH_ROUTES,
  ...DEVICE_ROUTES,
  ...COMMAND_ROUTES,
  ...HOME_ROUTES,
  ...DRIVER_ROUTES,
  ...PEOPLE_ROUTES,
  ...EVENT_ROUTES,
  ...BACKUP_ROUTES,
] as const;

type IdOf<Route extends RestRoute> = Route["id"];

/** The ids of all routes. */
export type RestRouteId = IdOf<(typeof ROUTES)[number]>;

/** The ids of the routes that need no credential. */
export type PublicRouteId = IdOf<Extract<(typeof ROUTES)[number], { readonly scope: "public" }>>;

/**
 * Every route of the client API that this release serves, and who may ask for it. The server mounts them from here, and
 * its tests hold every one against every scope.
 */
export const REST_ROUTES: readonly (RestRoute & { readonly id: RestRouteId })[] = ROUTES;
