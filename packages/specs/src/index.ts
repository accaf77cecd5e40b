export { type AsyncApiDocument } from "./async-api-document.ts";
export { createApiPage } from "./create-api-page.ts";
export { createDriverAsyncApi } from "./driver-async-api.ts";
export { createLiveAsyncApi } from "./live-async-api.ts";
export { createOpenApiDocument, type OpenApiDocument } from "./open-api-document.ts";
export { type PublicRouteId, REST_ROUTES, type RestRouteId } from "./rest-routes.ts";
export type { RestAnswer, RestParameter, RestRoute, RouteScope } from "./routes/rest-route.ts";
