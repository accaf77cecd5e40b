import { RestoreStaged } from "@hos/protocol/rest";
import { Type } from "typebox";
import { defineRoutes } from "./route-parts.ts";

const Binary = Type.String({ contentMediaType: "application/octet-stream" });

/** Copies of all that the hub stores. */
export const BACKUP_ROUTES = defineRoutes([
  {
    method: "get",
    path: "/backup",
    id: "getBackup",
    summary: "A copy of all that the hub stores, as it is at one moment",
    scope: "os_api_admin",
    wholeHome: true,
    parameters: [],
    answers: { 200: { description: "The copy.", schema: Binary, mediaType: "application/octet-stream" } },
    errors: ["STORAGE_UNAVAILABLE"],
  },
  {
    method: "post",
    path: "/restore",
    id: "stageRestore",
    summary: "Check a backup and have it take the place of what is stored at the next start",
    scope: "os_api_admin",
    wholeHome: true,
    parameters: [],
    body: Binary,
    bodyType: "application/octet-stream",
    answers: { 202: { description: "It is good and waits for the next start.", schema: RestoreStaged } },
    errors: ["STORAGE_UNAVAILABLE"],
  },
]);
