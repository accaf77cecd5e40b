import { CommandList, CommandRecord } from "@hos/protocol/rest";
import { Type } from "typebox";
import { defineRoutes, inPath, inQuery, ok } from "./route-parts.ts";

/** The command journal. */
export const COMMAND_ROUTES = defineRoutes([
  {
    method: "get",
    path: "/commands",
    id: "listCommands",
    summary: "The command journal, newest first",
    scope: "devices:read",
    parameters: [
      inQuery("device", "Only commands for this device."),
      inQuery("limit", "How many.", Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
    ],
    answers: ok("The journal.", CommandList),
    errors: [],
  },
  {
    method: "get",
    path: "/commands/{id}",
    id: "getCommand",
    summary: "One command: every stage with its time, who asked, the outcome",
    scope: "devices:read",
    parameters: [inPath("id", "The command id.")],
    answers: ok("The command.", CommandRecord),
    errors: ["NO_COMMAND"],
  },
]);
