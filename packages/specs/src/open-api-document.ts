import { ApiError, API_ERROR_STATUS, type ApiErrorCode } from "@hos/protocol/rest";
import type { TSchema } from "typebox";
import { DOCUMENT_SCHEMAS } from "./document-schemas.ts";
import { NamedSchemas, type SchemaJson } from "./named-schemas.ts";
import { REST_ROUTES } from "./rest-routes.ts";
import type { RestAnswer, RestRoute } from "./routes/rest-route.ts";

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = SchemaJson;

const EVERY_ROUTE: readonly ApiErrorCode[] = ["INTERNAL"];
const EVERY_CREDENTIAL: readonly ApiErrorCode[] = ["UNAUTHORIZED", "FORBIDDEN", "TOO_MANY_REQUESTS"];
const EVERY_BODY: readonly ApiErrorCode[] = ["INVALID_REQUEST", "BODY_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"];

/** The client API as OpenAPI 3.1, made from the schemas of @hos/protocol. */
export function createOpenApiDocument(version: string): OpenApiDocument {
  const schemas = new NamedSchemas(DOCUMENT_SCHEMAS);
  return {
    openapi: "3.1.0",
    info: {
      title: "HOS client API",
      version,
      description:
        "The base paths /app/os, /api/os and /v1/os are equal. Every failure has the body ApiError. An operation names the scope that it needs; os_api_admin is all of them.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: ["/app/os", "/api/os", "/v1/os"].map((url) => ({ url })),
    paths: createPaths(schemas),
    components: {
      schemas: schemas.components(),
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "The token of POST /auth/login, of POST /tokens, or of HOS_ADMIN_TOKEN_FILE.",
        },
      },
    },
  };
}

function createPaths(schemas: NamedSchemas): Readonly<Record<string, SchemaJson>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of REST_ROUTES) {
    const path = (paths[route.path] ??= {});
    if (route.at === "root") path["servers"] = [{ url: "/" }];
    path[route.method] = createOperation(route, schemas);
  }
  return paths;
}

function createOperation(route: RestRoute, schemas: NamedSchemas): SchemaJson {
  return {
    operationId: route.id,
    summary: route.summary,
    ...createSecurity(route),
    ...(route.parameters.length > 0 && {
      parameters: route.parameters.map(({ schema, ...parameter }) => ({
        ...parameter,
        required: parameter.in === "path",
        schema: schemas.refer(schema),
      })),
    }),
    ...(route.body !== undefined && {
      requestBody: {
        required: true,
        content: contentOf(route.bodyType ?? "application/json", schemas.refer(route.body)),
      },
    }),
    responses: { ...createAnswers(route, schemas), ...createErrors(route, schemas) },
  };
}

/** Scopes stand in the requirement, as OpenAPI 3.1 has it for schemes that are not OAuth2: as names of roles. */
function createSecurity({ scope, wholeHome }: RestRoute): SchemaJson {
  if (scope === "public") return { security: [] };
  return {
    security: [{ bearer: scope === "signed-in" ? [] : [scope] }],
    ...(wholeHome === true && { description: "Not for credentials that are confined to a part of the home." }),
  };
}

function createAnswers({ answers }: RestRoute, schemas: NamedSchemas): SchemaJson {
  return Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, createAnswer(answer, schemas)]));
}

function createAnswer({ description, schema, mediaType }: RestAnswer, schemas: NamedSchemas): SchemaJson {
  if (schema === undefined) return { description };
  return { description, content: contentOf(mediaType ?? "application/json", schemas.refer(schema)) };
}

function createErrors(route: RestRoute, schemas: NamedSchemas): SchemaJson {
  const codes = [
    ...EVERY_ROUTE,
    ...(route.scope === "public" ? [] : EVERY_CREDENTIAL),
    ...(route.body === undefined ? [] : EVERY_BODY),
    ...route.errors,
  ];
  const byStatus = Object.groupBy(new Set(codes), (code) => API_ERROR_STATUS[code]);
  const failure: TSchema = ApiError;
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, names]) => [
      status,
      { description: names.join(", "), content: contentOf("application/json", schemas.refer(failure)) },
    ]),
  );
}

function contentOf(mediaType: string, schema: SchemaJson): SchemaJson {
  return { [mediaType]: { schema } };
}
