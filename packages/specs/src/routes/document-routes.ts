import { Type } from "typebox";
import { defineRoutes, ok } from "./route-parts.ts";

/** This very description. */
export const DOCUMENT_ROUTES = defineRoutes([
  {
    method: "get",
    path: "/openapi.json",
    at: "root",
    id: "getOpenApi",
    summary: "This document",
    scope: "public",
    parameters: [],
    answers: ok("OpenAPI 3.1.", Type.Object({})),
    errors: [],
  },
  {
    method: "get",
    path: "/docs",
    at: "root",
    id: "getApiPage",
    summary: "This document for people",
    scope: "public",
    parameters: [],
    answers: { 200: { description: "HTML.", schema: Type.String(), mediaType: "text/html" } },
    errors: [],
  },
]);
