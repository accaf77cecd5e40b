export { type AsyncApiDocument } from "./async-api-document.ts";
export { createApiPage } from "./create-api-page.ts";
export { createDriverAsyncApi } from "./driver-async-api.ts";
export { createLiveAsyncApi } from "./live-async-api.ts";
export { createOpenApiDocument, type OpenApiDocument } from "./open-api-document.ts";
export { REST_ROUTES, type RestAnswer, type RestParameter, type RestRoute } from "./rest-routes.ts";
