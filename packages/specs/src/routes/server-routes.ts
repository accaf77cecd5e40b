import { Type } from "typebox";
import { defineRoutes, ok } from "./route-parts.ts";

const Fine = Type.Object({ ok: Type.Literal(true) });

/** What is told of the server itself. */
export const SERVER_ROUTES = defineRoutes([
  {
    method: "get",
    path: "/healthz",
    at: "root",
    id: "getHealth",
    summary: "Whether the process is alive",
    scope: "public",
    parameters: [],
    answers: ok("It is.", Fine),
    errors: [],
  },
  {
    method: "get",
    path: "/readyz",
    at: "root",
    id: "getReadiness",
    summary: "Whether the hub serves: it listens, and can store what it is given",
    scope: "public",
    parameters: [],
    answers: ok("It does.", Fine),
    errors: ["STORAGE_UNAVAILABLE", "HUB_STOPPING"],
  },
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
