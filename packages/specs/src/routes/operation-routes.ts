import { ChangeLogLevels, LogLevelSettings } from "@hos/protocol/rest";
import { Type } from "typebox";
import { defineRoutes, ok } from "./route-parts.ts";

const Fine = Type.Object({ ok: Type.Literal(true) });

/** What operators ask. */
export const OPERATION_ROUTES = defineRoutes([
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
    summary: "Whether the hub can do its work: it listens, and can store what it is given",
    scope: "public",
    parameters: [],
    answers: ok("It can.", Fine),
    errors: ["STORAGE_UNAVAILABLE", "HUB_STOPPING"],
  },
  {
    method: "get",
    path: "/metrics",
    at: "root",
    id: "getMetrics",
    summary: "Measurements for Prometheus; programs of this machine need no credential",
    scope: "drivers:manage",
    wholeHome: true,
    parameters: [],
    answers: { 200: { description: "The text format.", schema: Type.String(), mediaType: "text/plain" } },
    errors: [],
  },
  {
    method: "get",
    path: "/log-levels",
    id: "getLogLevels",
    summary: "What is logged",
    scope: "os_api_admin",
    wholeHome: true,
    parameters: [],
    answers: ok("The levels.", LogLevelSettings),
    errors: [],
  },
  {
    method: "post",
    path: "/log-levels",
    id: "changeLogLevels",
    summary: "Change what is logged, until the hub ends",
    scope: "os_api_admin",
    wholeHome: true,
    parameters: [],
    body: ChangeLogLevels,
    answers: ok("The levels.", LogLevelSettings),
    errors: [],
  },
]);
